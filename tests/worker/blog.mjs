// A small blog as the publisher writes it, to be put on the host of a mocked world.

import { createHash } from "node:crypto";

export const READER = "reader-aaaaaaaaaaaa.js";
export const NEXT_READER = "reader-bbbbbbbbbbbb.js";

const hashOf = (body) => createHash("sha256").update(body).digest("hex").slice(0, 24);
/** Hosts know a page by its folder. */
export const addressOf = (name) => name.replace(/(^|\/)index\.html$/, "$1");

/** A page: with the route that it is published for, or as the shell, or with no mark at all. */
export function html({ scope = "/", reader = READER, route, text, isShell = false }) {
  const mark = isShell ? " data-shell" : route ? ` data-route="${route}"` : "";
  return `<!doctype html><html data-base="${scope}"><link href="${scope}${reader}"><div id="feuillet"${mark}>${text}</div>`;
}

/** Publishes a version of the blog: its files by their names, each `{ body, type }`.
 *
 *  - `posts`: texts, or `{ text, categories }`, by their slugs.
 *  - `lists`: lists that come with what a visitor saves, by their paths.
 *  - `offered`: files that are stored without asking, by their paths. */
export function publish(version, { scope = "/", reader = READER, posts = {}, lists = {}, offered = {} } = {}) {
  const files = new Map();
  const put = (name, body, type = "application/json") => files.set(name, { body: Buffer.from(body), type });
  const page = (name, what) => put(name, html({ scope, reader, ...what }), "text/html; charset=utf-8");
  const entry = (name) => [name, hashOf(files.get(name).body), files.get(name).body.length];

  put(reader, `the code of ${reader}`, "text/javascript");
  page("index.html", { route: "/", text: `home ${version}` });
  page("offline/index.html", { route: "/offline/", text: `offline ${version}` });
  page("404.html", { text: `not found ${version}` });
  page("data/shell.html", { text: "shell", isShell: true });
  put("data/site.json", JSON.stringify(`site ${version}`));
  for (const [path, body] of Object.entries({ ...lists, ...offered })) put(path, body);

  const documents = Object.entries(posts).map(([slug, post]) => {
    const { text, categories = [] } = typeof post === "string" ? { text: post } : post;
    page(`posts/${slug}/index.html`, { route: `/posts/${encodeURIComponent(slug)}/`, text: `page of ${text}` });
    put(`content/posts/${slug}.md`, text, "text/markdown; charset=utf-8");
    const terms = categories.map((category) => `categories/${category}`);
    return { path: `posts/${slug}`, terms, files: [entry(`content/posts/${slug}.md`)] };
  });
  put("data/offline/0.json", JSON.stringify({ documents, lists: Object.keys(lists).map(entry) }));
  const shell = ["index.html", "data/shell.html", "404.html", "offline/index.html", "data/site.json"];
  const manifest = {
    generation: `g${version}`,
    files: { reader: [entry(reader)], shell: shell.map(entry), lists: Object.keys(offered).map(entry) },
    parts: [entry("data/offline/0.json")],
    total: [1, 1],
    categories: [["x", 1, 1]],
  };
  put("data/offline.json", JSON.stringify(manifest));
  return files;
}

/** The files of a version that are named, for an upload that is half done. */
export const only = (files, ...names) => new Map([...files].filter(([name]) => names.includes(name)));
export const except = (files, ...names) => new Map([...files].filter(([name]) => !names.includes(name)));
