//! Old addresses lead to where their documents are now, and hosts are told what they can be told.

use crate::blog::{Blog, told};

#[test]
fn an_old_address_is_a_page_that_leads_on() {
    let blog = Blog::new().based("/b/").post(
        "now",
        "2024-05-01",
        "aliases: [/2020/04/before/, posts/before, /old.html]\nredirect_from: /vieux métier/\npermalink: /posts/now/",
    );
    let published = blog.publish();
    assert_eq!(told(&published), [""; 0]);
    for page in [
        "2020/04/before/index.html",
        "posts/before/index.html",
        "old.html",
        "vieux métier/index.html",
    ] {
        let page = blog.read(page);
        assert!(
            page.contains("<meta http-equiv=\"refresh\" content=\"0; url=/b/posts/now/\">"),
            "{page}"
        );
        assert!(
            page.contains("<link rel=\"canonical\" href=\"https://example.org/b/posts/now/\">"),
            "{page}"
        );
        assert!(page.contains("<a href=\"/b/posts/now/\">now</a>"), "{page}");
    }
    assert!(blog.read("posts/now/index.html").contains("Text of now."));
    insta::assert_snapshot!(blog.read("_redirects"), @r"
    /b/2020/04/before/ /b/posts/now/ 301
    /b/2020/04/before /b/posts/now/ 301
    /b/old.html /b/posts/now/ 301
    /b/posts/before/ /b/posts/now/ 301
    /b/posts/before /b/posts/now/ 301
    /b/vieux%20m%C3%A9tier/ /b/posts/now/ 301
    /b/vieux%20m%C3%A9tier /b/posts/now/ 301
    ");
    // An old address in the form of a route is found by the reader and needs no page.
    assert_eq!(blog.read("data/redirects/posts/before.json"), "\"/posts/now/\"");
    assert_eq!(blog.read("data/redirects/vieux métier.json"), "\"/posts/now/\"");
    assert!(!blog.has("data/redirects/2020"));
}

#[test]
fn old_addresses_that_cannot_be_are_told() {
    let blog = Blog::new()
        .post("a", "2024-05-01", "aliases: [/posts/b/, ../../x, /shared/]")
        .post("b", "2024-05-02", "aliases: /shared/");
    let published = blog.publish();
    insta::assert_snapshot!(told(&published).concat(), @r"
    warning[address]: old address `/posts/b/` is ignored: it is the address of a page or file of the blog
     --> posts/a.md:4:11
      |
    4 | aliases: [/posts/b/, ../../x, /shared/]
      |           ^^^^^^^^^
      |
      = help: write an unused path from the blog's root, such as `/2020/04/hello/`
    warning[address]: old address `../../x` is ignored: it is not a valid path
     --> posts/a.md:4:22
      |
    4 | aliases: [/posts/b/, ../../x, /shared/]
      |                      ^^^^^^^
      |
      = help: write an unused path from the blog's root, such as `/2020/04/hello/`
    warning[address]: old address `/shared/` is ignored: it already redirects to /posts/b/
     --> posts/a.md:4:31
      |
    4 | aliases: [/posts/b/, ../../x, /shared/]
      |                               ^^^^^^^^
      |
      = help: write an unused path from the blog's root, such as `/2020/04/hello/`
    ");
    assert!(blog.read("posts/b/index.html").contains("Text of b."));
}

#[test]
fn no_old_address_takes_the_place_of_a_file() {
    let blog = Blog::new().file(
        "posts/a.md",
        "---\ntitle: a\naliases: [/feed.xml, /data/site.json/x, /posts/a/styles.css, /old.html, /old.html/x, \
         /posts/was/, /posts/was.html]\n---\n<p style=\"color: red\">Red.</p>\n",
    );
    let published = blog.publish();
    let told = told(&published).concat();
    let refused: Vec<&str> = told.lines().filter(|line| line.starts_with("warning")).collect();
    assert_eq!(
        refused,
        ["/feed.xml", "/data/site.json/x", "/posts/a/styles.css", "/old.html/x"].map(|alias| format!(
            "warning[address]: old address `{alias}` is ignored: it is the address of a page or file of the blog"
        ))
    );
    for file in ["feed.xml", "data/site.json", "posts/a/styles.css", "old.html"] {
        assert!(blog.path(&format!("out/{file}")).is_file(), "{file}");
    }
    // Two addresses that are one route to the reader.
    assert!(blog.has("posts/was/index.html") && blog.has("posts/was.html"));
    assert_eq!(blog.read("data/redirects/posts/was.json"), "\"/posts/a/\"");
}

#[test]
fn a_page_that_leads_on_loads_nothing() {
    let blog = Blog::new().post("a", "2024-05-01", "aliases: /old/");
    blog.publish();
    let page = blog.read("old/index.html");
    let policy = page.find("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">");
    assert!(
        policy.is_some_and(|policy| policy < page.find("<title>").unwrap()),
        "{page}"
    );
}

/// Replaces the hash in a file's name, which changes with every change of the file.
fn without_hash(line: &str) -> String {
    if let Some((before, rest)) = line.split_once("'sha256-")
        && let Some((_, after)) = rest.split_once('\'')
    {
        return format!("{before}'sha256-0123'{after}");
    }
    let named = line.rsplit_once('-').and_then(|(stem, rest)| {
        let (hash, extension) = rest.split_once('.')?;
        let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| format!("{stem}-0123.{extension}"))
    });
    named.unwrap_or_else(|| line.to_owned())
}

#[test]
fn hosts_are_told_what_may_be_kept() {
    let blog = Blog::new()
        .post("a", "2024-05-01", "")
        .file("pages/about.md", "# About\n");
    blog.publish();
    let headers = blog.read("_headers");
    insta::assert_snapshot!(headers.lines().map(without_hash).collect::<Vec<_>>().join("\n"));
    // An author's own file is left as it is.
    blog.write("content/_headers", "/*\n  X-Mine: yes\n");
    blog.publish();
    assert_eq!(blog.read("_headers"), "/*\n  X-Mine: yes\n");
}

#[test]
fn links_may_name_the_folder_that_another_generator_serves_the_blog_in() {
    let blog = Blog::bare()
        .file(
            "astro.config.mjs",
            "export default { site: 'https://a.dev', base: '/b' };\n",
        )
        .file("public/a.png", "")
        .file("src/content/blog/first.md", "---\ntitle: A\n---\nA\n")
        .file(
            "src/content/blog/second.md",
            "---\ntitle: B\n---\n[a](/b/blog/first/) ![p](/b/a.png) [c](/bc/)\n",
        );
    blog.publish();
    let second = blog.read("content/posts/second.md");
    assert!(second.contains("[a](/blog/first/) ![p](/a.png) [c](/bc/)"), "{second}");
}
