//! Samples of many languages, names, bounds, garbage.

use std::fmt::Write as _;

use crate::{Kind, Language, MAX_CODE, runs};

/// Draws runs as text: `‹k:let› x = ‹n:1›;`.
fn drawn(language: &str, code: &str) -> String {
    let language = Language::find(language).unwrap_or_else(|| panic!("unknown language {language}"));
    let mut at = 0;
    let mut drawn = String::new();
    for (kind, length) in runs(language, code) {
        let text = &code[at..at + length];
        at += length;
        match kind {
            Some(kind) => {
                let name = format!("{kind:?}").to_lowercase();
                let _ = write!(drawn, "‹{}:{text}›", &name[..3]);
            }
            None => drawn.push_str(text),
        }
    }
    assert_eq!(at, code.len(), "runs cover the code");
    drawn
}

/// A language and a few lines of it.
const SAMPLES: &[(&str, &str)] = &[
    (
        "rust",
        "// Folds.\n#[derive(Debug)]\nstruct Sheet<'a> { size: u32, name: &'a str }\nfn fold(sheet: &Sheet) -> Option<u32> {\n    println!(\"{} {:?}\\n\", sheet.name, 'x');\n    let half = sheet.size / 2;\n    Some(half).filter(|&n| n > 0 && true)\n}\n",
    ),
    (
        "js",
        "/* Fold */\nimport { sheet } from \"./paper.js\";\nexport async function fold(n = 2) {\n  const half = await sheet.halve(n);\n  return `${half.name} is ${n + 1}\\n` ?? null;\n}\nclass Page extends Sheet { #n = /a+b/gi; }\n",
    ),
    (
        "typescript",
        "interface Sheet { readonly size: number; name?: string }\ntype Fold<T> = (sheet: T) => Promise<T | undefined>;\nenum Side { Left, Right }\nexport const fold: Fold<Sheet> = async (sheet) => ({ ...sheet, size: sheet.size / 2 });\n",
    ),
    (
        "tsx",
        "export const Page = ({ title }: Props) => <main className=\"page\">{title.trim()}</main>;\n",
    ),
    (
        "python",
        "# Folds\nfrom paper import Sheet\n\n@cached\ndef fold(sheet: Sheet, times=2) -> int:\n    \"\"\"Halve it.\"\"\"\n    if not sheet.size or times is None:\n        raise ValueError(f\"no {sheet.name!r}\\n\")\n    return self.halve(sheet.size // 2 ** times)\n",
    ),
    (
        "rb",
        "# Folds\nclass Sheet < Paper\n  attr_reader :size\n  def fold(times: 2)\n    puts \"#{@size} of #{times}\\n\" unless times.nil?\n    SIZES.map { |s| s / 2 }\n  end\nend\n",
    ),
    (
        "golang",
        "package main\n\nimport \"fmt\"\n\n// Fold halves.\nfunc (s *Sheet) Fold(n int) (int, error) {\n\tif s == nil {\n\t\treturn 0, fmt.Errorf(\"no sheet %d\\n\", n)\n\t}\n\treturn s.size >> 1, nil\n}\n",
    ),
    (
        "c",
        "#include <stdio.h>\n/* Fold */\nstatic int fold(const struct sheet *s, size_t n) {\n  printf(\"%zu\\n\", n);\n  return s->size / 2u;\n}\n#define HALF(x) ((x) / 2)\n",
    ),
    (
        "c++",
        "template <typename T>\nclass Sheet : public Paper {\n public:\n  auto fold(int n) const -> std::vector<T> { return {n, nullptr, true}; }\n};\n",
    ),
    (
        "c#",
        "using System;\nnamespace Paper;\npublic record Sheet(int Size)\n{\n    public async Task<int> Fold() => await Halve($\"{Size} cm\");\n}\n",
    ),
    (
        "java",
        "/** Folds. */\n@Override\npublic final class Sheet extends Paper {\n    int fold(String name) { return name == null ? 0 : name.length() / 2; }\n}\n",
    ),
    (
        "kotlin",
        "data class Sheet(val size: Int) {\n    fun fold(): Int? = if (size > 0) size / 2 else null // \"$size\"\n}\n",
    ),
    (
        "swift",
        "struct Sheet {\n    let size: Int\n    func fold() -> Int? { return size > 0 ? size / 2 : nil }\n}\n",
    ),
    (
        "php",
        "<?php\nfunction fold(Sheet $sheet): ?int {\n    // Half\n    return $sheet->size / 2 . \" cm\";\n}\n",
    ),
    (
        "sh",
        "# Fold\nfor sheet in *.pdf; do\n  fold --times=2 \"$sheet\" | grep -q 'A5' && echo \"${sheet%.pdf}\" >> log\ndone\nexport SIZE=$(cat size)\n",
    ),
    ("console", "$ fold --times 2 a.pdf\nfolded a.pdf\n$ cat log\n"),
    (
        "powershell",
        "Get-ChildItem -Path $folder | Where-Object { $_.Length -gt 10 }\n",
    ),
    ("bat", "@echo off\nset SIZE=2\nrem Fold\nif exist a.pdf echo %SIZE%\n"),
    (
        "html",
        "<!doctype html>\n<!-- A sheet -->\n<p class=\"sheet\" hidden>Fold &amp; cut</p>\n<script>let n = 2;</script>\n<style>p { color: red }</style>\n",
    ),
    (
        "css",
        "/* Sheet */\n.sheet > p:hover, #fold::before {\n  margin-inline: calc(1rem + 2px) !important;\n  color: var(--ink, #fff);\n}\n@media (width > 40rem) { a { content: \"x\" } }\n",
    ),
    ("scss", "$size: 2px;\n.sheet { &:hover { @include fold($size); } }\n"),
    (
        "xml",
        "<?xml version=\"1.0\"?>\n<sheet size=\"a5\"><!-- x --><fold>2</fold></sheet>\n",
    ),
    (
        "json",
        "{\"sheet\": {\"size\": 2, \"folded\": true, \"name\": null, \"of\": [\"a\\n\"]}}\n",
    ),
    (
        "yml",
        "# Sheet\nsheet: &a\n  size: 2\n  name: \"a5\"\n  folded: yes\n  of: [a, b]\n",
    ),
    (
        "toml",
        "# Sheet\n[sheet.fold]\nsize = 2\nname = \"a5\"\non = 2026-01-01\n",
    ),
    ("ini", "; Sheet\n[sheet]\nsize = 2\n"),
    (
        "sql",
        "-- Sheets\nSELECT name, COUNT(*) FROM sheets WHERE size > 2 AND name LIKE 'a%' GROUP BY name;\n",
    ),
    (
        "diff",
        "--- a/sheet\n+++ b/sheet\n@@ -1,2 +1,2 @@\n-fold\n+cut\n same\n",
    ),
    (
        "markdown",
        "# Sheet\n\nFold *it* **twice**, `n` times: [how](https://example.org).\n\n- one\n\n```js\nlet n = 1;\n```\n",
    ),
    (
        "docker",
        "FROM debian:12 AS base\n# Fold\nRUN apt-get install -y fold && rm -rf /tmp/*\nCOPY --from=base /a /b\nENV SIZE=2\n",
    ),
    ("make", "SIZE := 2\nfold: a.pdf b.pdf\n\t@fold $(SIZE) $< # half\n"),
    (
        "lua",
        "-- Fold\nlocal function fold(sheet)\n  return sheet.size // 2 .. \" cm\", nil\nend\n",
    ),
    (
        "haskell",
        "-- Fold\nmodule Paper where\nfoldSheet :: Sheet -> Maybe Int\nfoldSheet s = if size s > 0 then Just (size s `div` 2) else Nothing\n",
    ),
    (
        "elixir",
        "defmodule Sheet do\n  @doc \"Folds.\"\n  def fold(%{size: n}) when n > 0, do: {:ok, div(n, 2)}\nend\n",
    ),
    (
        "clojure",
        "(defn fold [sheet] ; half\n  (when (:size sheet) (/ (:size sheet) 2)))\n",
    ),
    (
        "perl",
        "# Fold\nsub fold { my ($sheet) = @_; return $sheet->{size} =~ /a5/ ? 1 : 0; }\n",
    ),
    ("r", "fold <- function(sheet, n = 2) {\n  # half\n  sheet$size / n\n}\n"),
    (
        "nix",
        "{ pkgs ? import <nixpkgs> {} }:\npkgs.mkShell { buildInputs = [ pkgs.fold ]; }\n",
    ),
    ("hcl", "resource \"sheet\" \"a5\" {\n  size = var.size * 2\n}\n"),
    ("graphql", "query Sheet($id: ID!) { sheet(id: $id) { size } }\n"),
    (
        "zig",
        "const std = @import(\"std\");\npub fn fold(n: u32) ?u32 { return n / 2; }\n",
    ),
    (
        "nginx",
        "server {\n  listen 80;\n  location ~ ^/sheets/ { return 301 /a5; } # half\n}\n",
    ),
    (
        "latex",
        "% Sheet\n\\documentclass{article}\n\\begin{document}\\section{Fold} $x^2$\\end{document}\n",
    ),
    (
        "vue",
        "<template><p :class=\"size\" @click=\"fold\">{{ name }}</p></template>\n<script setup>\nconst n = 2;\n</script>\n",
    ),
    (
        "jinja",
        "{% for sheet in sheets %}<p>{{ sheet.name | upper }}</p>{% endfor %}\n",
    ),
    ("proto", "message Sheet { repeated string name = 1; }\n"),
    ("http", "GET /sheet HTTP/1.1\nHost: example.org\n"),
    ("asm", "fold:\n  mov rax, 2 ; half\n  ret\n"),
];

#[test]
fn lines_that_a_grammar_takes_too_long_for_are_plain() {
    for name in ["sass", "scss"] {
        let code = "ab-".repeat(233);
        let language = Language::find(name).expect("a language");
        assert_eq!(runs(language, &code), [(None, code.len())], "{name}");
    }
}

#[test]
fn each_language_has_its_colors() {
    let mut all = String::new();
    for (language, code) in SAMPLES {
        let _ = writeln!(all, "== {language}\n{}", drawn(language, code));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn languages_are_found_by_the_names_that_people_write() {
    let names = "sh js ts py rb c++ c# golang yml docker console text bash zsh shell-session Java HTML jsx tsx Dockerfile \
                 cpp objective-c f# ps1 viml tex jinja liquid handlebars toml ini diff patch Rust rs kt hs ex erl ml pl \
                 proto tf hcl vue svelte astro mdx graphql jsonc json5 plaintext txt none cs php makefile make cmake \
                 nginx apache sql postgres sass scss less stylus coffee lua perl r julia matlab fortran pascal ada lisp \
                 scheme clojure dart swift zig nim d haskell elm ocaml fsharp scala groovy powershell bat awk fish tcl \
                 xml svg rss http regex csv log solidity wgsl glsl asm llvm verilog vhdl nix typst org rst asciidoc twig \
                 erb haml slim pug gherkin";
    let unknown: Vec<&str> = names
        .split_whitespace()
        .filter(|name| Language::find(name).is_none())
        .collect();
    assert_eq!(unknown, ["gherkin"], "no grammar is like it");
    for name in ["text", "plain", "txt", "none", ""] {
        assert!(Language::find(name).is_some_and(Language::is_plain), "{name}");
    }
    assert_eq!(Language::find("main.rs"), Language::find("rust"));
    assert_eq!(Language::find("no such language"), None);
}

#[test]
fn every_alias_leads_to_a_grammar() {
    assert_eq!(crate::languages::missing(), Vec::<&str>::new());
}

#[test]
fn unknown_names_have_suggestions() {
    for (name, meant) in [
        ("pyhton", Some("python")),
        ("javscript", Some("javascript")),
        ("rustt", Some("rust")),
        ("Typescrpt", Some("typescript")),
        ("ymal", Some("yaml")),
        ("mylanguage", None),
        ("nocode-at-all", None),
    ] {
        assert_eq!(Language::suggest(name), meant, "{name}");
    }
}

#[test]
fn what_is_too_long_is_plain() {
    let long = "let x = 1;\n".repeat(MAX_CODE / 11 + 1);
    let rust = Language::find("rust").expect("a language");
    assert_eq!(runs(rust, &long), [(None, long.len())]);
    let minified = format!("let a = 1;\n{};\nlet b = 2;\n", "x+".repeat(5_000));
    let drawn = drawn("js", &minified);
    assert!(drawn.contains("‹key:let ›b"), "lines after a long one have colors");
    assert!(!drawn.contains("‹key:x"), "a long line has none");
    assert_eq!(runs(rust, ""), []);
}

#[test]
fn prompts_are_not_of_the_command() {
    for (code, prompt) in [
        ("$ ls -l\n", "‹pro:$ ›"),
        ("user@host:~$ ls\n", "‹pro:user@host:~$ ›"),
        ("[root@host ~]# ls\n", "‹pro:[root@host ~]# ›"),
        ("(venv) $ ls\n", "‹pro:(venv) $ ›"),
        ("PS C:\\> ls\n", "‹pro:PS C:\\> ›"),
        ("C:\\Users>dir\n", "‹pro:C:\\Users>›"),
        ("# apt update\n", "‹pro:# ›"),
        ("é> x\n", "é> x"),
    ] {
        assert!(drawn("console", code).starts_with(prompt), "{}", drawn("console", code));
    }
    assert_eq!(
        drawn("console", "total 12\n5 > 4 is $true\n"),
        "total 12\n5 > 4 is $true\n"
    );
    // A shell's script has no prompts, unless it begins with one.
    assert!(drawn("sh", "$ make\nbuilt\n").starts_with("‹pro:$ ›"));
    assert!(!drawn("sh", "echo $ x\n").contains("pro:"));
}

#[test]
fn garbage_is_colored_somehow() {
    let mut names: Vec<&str> = crate::languages::names().collect();
    names.sort_unstable();
    let mut state = 7_u32;
    let mut random = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    let pieces = [
        "{", "}", "(", "\"", "'", "`", "<", ">", "/*", "*/", "//", "#", "\\", "${", "<?php", "%>", "{{", "fn ",
        "class ", "=", "\n", "\r\n", "\t", "\0", "é", "\u{202e}", "😀", "0x", "1.5e", "<<EOF\n", "\"\"\"", "@", "$",
        "[", "]", "|",
    ];
    for name in names {
        let language = Language::find(name).expect("a name of ours");
        let code: String = (0..60).map(|_| pieces[random() % pieces.len()]).collect();
        let total: usize = runs(language, &code).iter().map(|(_, length)| length).sum();
        assert_eq!(total, code.len(), "{name}: {code:?}");
    }
}

#[test]
fn the_same_code_has_the_same_runs_on_every_thread() {
    let (name, code) = SAMPLES[0];
    let language = Language::find(name).expect("a language");
    let here = runs(language, code);
    let threads: Vec<_> = (0..4)
        .map(|_| std::thread::spawn(move || runs(language, code)))
        .collect();
    for thread in threads {
        assert_eq!(thread.join().expect("no panic"), here);
    }
    assert!(here.iter().any(|(kind, _)| *kind == Some(Kind::Keyword)));
}
