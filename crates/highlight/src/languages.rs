//! Names of languages: those of grammars, file extensions, and the aliases that GitHub's Linguist and highlighters know.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use syntect::parsing::{SyntaxReference, SyntaxSet};

/// The grammars. A grammar is unpacked when it is first used.
pub(crate) static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// A language whose code can be colored, or plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// Index of the grammar, none for plain text.
    grammar: Option<usize>,
    /// Whether commands follow a prompt, and all else is what they print.
    pub(crate) is_console: bool,
    /// Whether it is a shell's language, where a prompt at the start makes a session of it.
    pub(crate) is_shell: bool,
}

/// Names of plain text.
const PLAIN: &[&str] = &[
    "",
    "text",
    "txt",
    "plain",
    "plaintext",
    "plain-text",
    "none",
    "nohighlight",
    "no-highlight",
    "nocode",
    "raw",
    "output",
    "ascii",
    "ansi",
    "tree",
    "goat",
    "ditaa",
    "svgbob",
    "mermaid",
    "math",
];

/// Names of sessions in a shell.
const CONSOLE: &[&str] = &[
    "console",
    "shell-session",
    "shellsession",
    "sh-session",
    "bash-session",
    "bash-prompt",
    "terminal",
    "cmd-prompt",
    "session",
];

/// Aliases of grammars, by their names: other names, then languages that are much like it.
const ALIASES: &[(&str, &str)] = &[
    ("AWK", "awk gawk mawk nawk"),
    ("ActionScript", "actionscript actionscript3 as3"),
    ("Ada", "ada ada95 ada2005"),
    ("Apache Conf", "apache apacheconf aconf htaccess"),
    ("AppleScript", "applescript osascript"),
    ("ARM Assembly", "arm armasm gas"),
    ("AsciiDoc (Asciidoctor)", "asciidoc adoc asciidoctor"),
    ("ASP", "asp vb vbnet vb.net visual-basic vbscript vba"),
    ("Batch File", "bat batch batchfile cmd dosbatch winbatch"),
    (
        "Bourne Again Shell (bash)",
        "sh bash shell zsh ksh dash ash shellscript shell-script bats openrc pkgbuild",
    ),
    ("BibTeX", "bibtex bib biblatex"),
    ("C", "c h opencl"),
    ("C++", "c++ cpp cplusplus cxx cc hpp arduino ino cuda cu hlsl metal"),
    ("C#", "c# csharp cs csx cake dotnet cshtml razor"),
    ("CFML", "cfml cfm coldfusion"),
    ("CMake", "cmake cmakelists"),
    ("CSS", "css postcss pcss"),
    ("Clojure", "clojure clj cljs cljc edn clojurescript"),
    ("CoffeeScript", "coffeescript coffee coffee-script cson"),
    ("Crontab", "cron crontab"),
    ("Crystal", "crystal cr"),
    ("D", "d dlang"),
    ("Dart", "dart flutter"),
    ("Diff", "diff patch udiff"),
    ("Dockerfile", "docker dockerfile containerfile docker-file"),
    ("DotENV", "dotenv env"),
    ("Elixir", "elixir ex exs iex"),
    ("Elm", "elm"),
    ("Email", "email eml mbox"),
    ("Erlang", "erlang erl"),
    ("F#", "f# fsharp fs"),
    ("Fish", "fish fishshell"),
    (
        "Fortran (Modern)",
        "fortran f90 f95 f03 f08 fortran90 fortran-free-form",
    ),
    ("Fortran (Fixed Form)", "f77 fortran77 fortran-fixed-form"),
    ("GDScript (Godot Engine)", "gdscript gd godot"),
    ("GLSL", "glsl shader vert frag"),
    ("Git Attributes", "gitattributes git-attributes"),
    ("Git Config", "gitconfig git-config"),
    ("Git Ignore", "gitignore git-ignore ignore dockerignore"),
    ("Git Log", "git-log gitlog"),
    ("Git Commit", "git-commit gitcommit"),
    ("Git Rebase Todo", "git-rebase"),
    ("Go", "go golang"),
    ("Gomod", "gomod go-mod go.mod"),
    ("GraphQL", "graphql gql"),
    ("Graphviz (DOT)", "dot graphviz gv"),
    ("Groff/troff", "groff troff roff nroff man manpage"),
    ("Groovy", "groovy gradle jenkinsfile jenkins"),
    (
        "HTML",
        "html htm html5 xhtml angular-html angular go-html-template gohtml gohtmltemplate gotmpl go-template gotemplate \
         django-html mustache handlebars hbs htmlbars ejs marko alpine htmx rinja askama webc astro-html",
    ),
    ("HTML (EEx)", "eex heex leex html-eex"),
    (
        "HTML (Jinja2)",
        "jinja jinja2 j2 jinja-html django htmldjango nunjucks njk tera html+jinja html+django",
    ),
    ("HTML (Rails)", "erb rhtml html-erb html+erb"),
    ("HTML (Twig)", "twig liquid latte html+twig vento"),
    ("Haskell", "haskell hs"),
    ("Literate Haskell", "lhs literate-haskell"),
    ("HTTP Request and Response", "http https rest"),
    (
        "INI",
        "ini cfg conf editorconfig desktop systemd service dosini reg inf",
    ),
    ("Idris", "idris idris2"),
    (
        "JSON",
        "json json5 jsonc jsonl ndjson geojson topojson webmanifest importmap jsonld json-ld jsonp hjson ipynb",
    ),
    ("Java", "java jshell beanshell"),
    ("Java Properties", "properties java-properties"),
    ("Java Server Page (JSP)", "jsp"),
    (
        "JavaScript (Babel)",
        "javascript js jsx mjs cjs node nodejs ecmascript es6 react babel flow qml-js jscript gjs pac",
    ),
    ("jsonnet", "jsonnet libsonnet"),
    ("JQ", "jq"),
    ("Julia", "julia jl julia-repl"),
    ("Kotlin", "kotlin kt kts ktscript"),
    ("LLVM", "llvm ll llvm-ir"),
    ("LaTeX", "latex tex xetex lualatex context"),
    ("Lean 4", "lean lean4"),
    ("Less", "less lesscss"),
    (
        "Lisp",
        "lisp common-lisp commonlisp cl elisp emacs-lisp emacs scheme guile fennel hy janet newlisp picolisp",
    ),
    ("LiveScript", "livescript ls live-script"),
    ("Lua", "lua luau moonscript pico8"),
    ("MATLAB", "matlab octave"),
    ("Makefile", "make makefile mf bsdmake gnumake just justfile"),
    (
        "Markdown",
        "markdown md mdown mdx pandoc rmarkdown rmd quarto qmd gfm commonmark",
    ),
    ("MediaWiki", "mediawiki wiki wikitext"),
    ("NSIS", "nsis"),
    ("Nim", "nim nimrod"),
    ("Ninja", "ninja"),
    ("Nix", "nix nixos"),
    ("OCaml", "ocaml ml reason reasonml rescript reason-ml"),
    ("Objective-C", "objective-c objc obj-c objectivec mm-c"),
    ("Objective-C++", "objective-c++ objc++ objcpp mm"),
    ("orgmode", "org orgmode org-mode"),
    ("PHP", "php php3 php4 php5 php7 php8 phtml blade inc hack hh"),
    ("Pascal", "pascal delphi objectpascal object-pascal freepascal lazarus"),
    ("Perl", "perl pl cperl perl5 raku perl6 rakudo"),
    ("PowerShell", "powershell posh pwsh ps ps1 psm1"),
    (
        "Protocol Buffer",
        "proto protobuf protocol-buffers protocol-buffer capnp thrift",
    ),
    ("Protocol Buffer (TEXT)", "textproto prototxt pbtxt"),
    ("Puppet", "puppet pp"),
    ("PureScript", "purescript purs"),
    (
        "Python",
        "python py python3 py3 python2 py2 ipython rusthon gyp sage cython pyx starlark bazel bzl mojo xonsh snakemake \
         pycon python-repl python-console meson",
    ),
    ("QML", "qml"),
    ("R", "r rlang rscript splus s rstats"),
    ("Racket", "racket rkt"),
    ("Regular Expression", "regex regexp re"),
    ("Rego", "rego opa"),
    ("Requirements.txt", "requirements pip pip-requirements"),
    ("Robot Framework", "robot robotframework robot-framework"),
    (
        "Ruby",
        "ruby rb jruby macruby rake rbx irb gemfile gemspec podfile vagrantfile",
    ),
    ("Ruby Haml", "haml"),
    ("Ruby Slim", "slim pug jade"),
    ("Rust", "rust rs ron gleam"),
    ("SCSS", "scss"),
    ("SML", "sml standard-ml standardml"),
    (
        "SQL",
        "sql mysql mariadb postgres postgresql psql pgsql plsql plpgsql pl/sql tsql t-sql transact-sql sqlite sqlite3 \
         hql hiveql bigquery spark-sql duckdb oracle snowflake kql cypher cql",
    ),
    ("Sass", "sass"),
    ("Scala", "scala sbt sc"),
    ("Solidity", "solidity sol"),
    ("SSH Config", "ssh-config sshconfig ssh_config"),
    ("Stylus", "stylus styl"),
    ("Svelte", "svelte"),
    ("Swift", "swift swiftui"),
    ("SystemVerilog", "systemverilog sv system-verilog"),
    ("syslog", "syslog"),
    ("log", "log logs"),
    ("TOML", "toml cargo.toml"),
    ("Tcl", "tcl tk"),
    ("Terraform", "terraform tf hcl tfvars opentofu nomad"),
    ("Textile", "textile"),
    ("TypeScript", "typescript ts mts cts deno angular-ts assemblyscript"),
    ("TypeScriptReact", "tsx astro"),
    ("Typst", "typst typ"),
    ("VHDL", "vhdl vhd"),
    ("Verilog", "verilog v"),
    ("VimL", "vim viml vimscript vim-script nvim vimrc"),
    ("Vue Component", "vue vuejs vue-html"),
    ("Vyper", "vyper vy"),
    ("WGSL", "wgsl"),
    (
        "XML",
        "xml rss atom xsd wsdl svg mathml plist xslt xsl xaml opml csproj vbproj pom maven kml gpx dtd xul glade",
    ),
    (
        "x86_64 Assembly",
        "asm assembly nasm x86asm x86 yasm masm assembler a51 fasm gas-x86",
    ),
    (
        "YAML",
        "yaml yml docker-compose compose ansible openapi swagger k8s kubernetes cloudformation cff salt",
    ),
    ("Zig", "zig zon"),
    ("Comma Separated Values", "csv"),
    ("Tab Separated Values", "tsv"),
    ("gnuplot", "gnuplot"),
    ("nginx", "nginx nginxconf nginx-conf caddy caddyfile"),
    ("Odin", "odin"),
    ("reStructuredText", "rst restructuredtext rest-text restructured-text"),
];

/// Languages by each of their names, in lower case.
static NAMES: LazyLock<BTreeMap<String, Language>> = LazyLock::new(|| {
    let grammars = GRAMMARS.syntaxes();
    let mut names = BTreeMap::new();
    let index_of = |name: &str| grammars.iter().position(|grammar| grammar.name == name);
    let mut add = |name: &str, language| {
        names.entry(name.to_lowercase()).or_insert(language);
    };
    for name in PLAIN {
        add(name, Language::PLAIN);
    }
    for name in CONSOLE {
        let mut language = Language::of(index_of(SHELL));
        language.is_console = true;
        add(name, language);
    }
    for (grammar, aliases) in ALIASES {
        let Some(index) = index_of(grammar) else { continue };
        let mut language = Language::of(Some(index));
        language.is_shell = *grammar == SHELL;
        for alias in aliases.split_ascii_whitespace() {
            add(alias, language);
        }
    }
    let visible = grammars.iter().enumerate().filter(|(_, grammar)| !grammar.hidden);
    for (index, grammar) in visible.clone() {
        add(&grammar.name, Language::of(Some(index)));
    }
    for (index, grammar) in visible {
        for extension in &grammar.file_extensions {
            add(extension, Language::of(Some(index)));
        }
    }
    names
});

const SHELL: &str = "Bourne Again Shell (bash)";

/// Names that are never suggested: too short to be a likely meaning of another.
const SHORTEST_SUGGESTION: usize = 2;

impl Language {
    pub const PLAIN: Self = Self::of(None);

    const fn of(grammar: Option<usize>) -> Self {
        Self {
            grammar,
            is_console: false,
            is_shell: false,
        }
    }

    /// Finds a language by any of its names, in any case: `Rust`, `c++`, `golang`, `yml`.
    pub fn find(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let found = NAMES.get(&name).or_else(|| NAMES.get(name.strip_prefix("language-")?));
        // `script.py`, `.bashrc`
        let extension = || NAMES.get(name.rsplit_once('.')?.1);
        found.or_else(extension).copied()
    }

    /// The name that was probably meant by an unknown one: `pyhton` -> `python`.
    pub fn suggest(name: &str) -> Option<&'static str> {
        let name = name.to_lowercase();
        let names = ALIASES.iter().flat_map(|(_, aliases)| aliases.split_ascii_whitespace());
        let names = names.chain(PLAIN.iter().chain(CONSOLE).copied());
        let rated = names
            .filter(|known| known.len() > SHORTEST_SUGGESTION)
            .map(|known| (strsim::damerau_levenshtein(&name, known), known));
        let (distance, best) = rated.min()?;
        // A third of the letters may be wrong.
        (distance <= name.chars().count().max(3) / 3).then_some(best)
    }

    /// Whether its code is never colored.
    pub fn is_plain(self) -> bool {
        self.grammar.is_none()
    }

    pub(crate) fn grammar(self) -> Option<&'static SyntaxReference> {
        GRAMMARS.syntaxes().get(self.grammar?)
    }
}

/// Names in the tables, for tests.
#[cfg(test)]
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.keys().map(String::as_str)
}

/// Grammars that the table of aliases names but that do not exist.
#[cfg(test)]
pub(crate) fn missing() -> Vec<&'static str> {
    let exists = |name: &str| GRAMMARS.syntaxes().iter().any(|grammar| grammar.name == name);
    let names = ALIASES.iter().map(|(grammar, _)| *grammar);
    names.filter(|name| !exists(name)).collect()
}
