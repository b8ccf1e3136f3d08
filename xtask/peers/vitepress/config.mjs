// The blog of `cargo xtask bench load`, in the default theme. Links between posts are written for other programs.
export default {
  title: "A large blog",
  description: "Made up to be measured.",
  ignoreDeadLinks: true,
  vite: { logLevel: "error" },
};
