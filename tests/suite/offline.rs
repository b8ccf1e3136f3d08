//! The manifest that a publish writes for the service worker, and publishes without offline reading.

use std::collections::BTreeMap;
use std::fs;

use feuillet::command::publish;
use feuillet_publish::options::Options;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::blog::Blog;

fn json(blog: &Blog, name: &str) -> Value {
    serde_json::from_str(&blog.read(name)).expect("JSON")
}

/// Every file that the manifest and its parts name, with hash and size.
fn named(blog: &Blog) -> BTreeMap<String, (String, u64)> {
    let manifest = json(blog, "data/offline.json");
    let mut lists: Vec<Value> = manifest["files"]
        .as_object()
        .expect("roles")
        .values()
        .cloned()
        .collect();
    lists.push(manifest["parts"].clone());
    for part in manifest["parts"].as_array().expect("parts") {
        let part = json(blog, part[0].as_str().expect("a path"));
        lists.push(part["lists"].clone());
        let documents = part["documents"].as_array().expect("documents");
        lists.extend(documents.iter().map(|document| document["files"].clone()));
    }
    let files = lists.iter().flat_map(|list| list.as_array().expect("files"));
    files
        .map(|file| {
            let text = |index: usize| file[index].as_str().expect("a text").to_owned();
            (text(0), (text(1), file[2].as_u64().expect("a size")))
        })
        .collect()
}

fn a_blog() -> Blog {
    Blog::new()
        .file("assets/a b.png", b"not really a picture")
        .file("pages/about.md", "---\ntitle: About\n---\nUs.\n")
        .post("un", "2024-05-01", "categories: [x]\ncover_image: /assets/a b.png")
        .post("deux", "2024-05-02", "categories: [x]")
        .post("trois", "2024-05-03", "")
}

#[test]
fn each_file_is_named_with_its_hash_and_size() {
    let blog = a_blog();
    blog.publish();
    blog.write("out/content/posts/tombe.md", "---\ntitle: Tombé\n---\nDropped.\n");
    blog.publish();
    let named = named(&blog);
    for (path, (hash, size)) in &named {
        let bytes = fs::read(blog.out().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let digest = Sha256::digest(&bytes);
        let half = digest[..12]
            .iter()
            .fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        let expected = format!("{half:024x}");
        assert_eq!((hash, *size), (&expected, bytes.len() as u64), "{path}");
    }
    for path in [
        "index.html",
        "404.html",
        "data/shell.html",
        "offline/index.html",
        "data/site.json",
        "data/archive/1.json",
        "data/categories/x/1.json",
        "content/posts/un.md",
        "content/posts/tombe.md",
        "content/pages/about.md",
        "data/post/un.json",
        "assets/a b.png",
    ] {
        assert!(named.contains_key(path), "{path} is not named");
    }
    assert!(!named.contains_key("posts/un/index.html"), "pages are made of Markdown");
}

#[test]
fn a_change_of_a_post_is_a_change_of_what_tells_of_it_and_of_nothing_else() {
    let blog = a_blog();
    blog.publish();
    let before = named(&blog);
    let generation = json(&blog, "data/offline.json")["generation"].clone();
    let blog = blog.file(
        "posts/deux.md",
        "---\ntitle: deux\ndate: 2024-05-02\ncategories: [x]\n---\nText of deux.\n\nMore.\n",
    );
    blog.publish();
    let after = named(&blog);
    let changed: Vec<&str> = after
        .iter()
        .filter(|(path, file)| before.get(*path) != Some(file))
        .map(|(path, _)| path.as_str())
        .collect();
    assert_eq!(changed, ["content/posts/deux.md", "data/offline/0.json"]);
    assert_ne!(json(&blog, "data/offline.json")["generation"], generation);
    assert_eq!(blog.publish().written, 0);
}

#[test]
fn a_blog_that_is_not_to_be_kept_takes_itself_out_of_browsers() {
    let by_setting = || a_blog().file("site.yaml", "title: Carnet\nlanguage: fr\noffline: false\n");
    for (blog, no_offline) in [(by_setting(), false), (a_blog(), true)] {
        let options = Options {
            no_offline,
            ..blog.options()
        };
        publish(&options).expect("the blog is published");
        assert!(blog.read("sw.js").contains("registration.unregister()"));
        for name in ["data/offline.json", "data/shell.html", "offline/index.html"] {
            assert!(!blog.has(name), "{name}");
        }
        assert!(!blog.read("index.html").contains("href=\"/offline/\""));
        assert_eq!(json(&blog, "data/site.json").get("offline"), None);
    }
}

#[test]
fn the_parts_of_the_worker_are_of_one_publish() {
    let blog = a_blog();
    blog.publish();
    let worker = blog.read("sw.js");
    let imports = worker
        .split("importScripts(")
        .nth(1)
        .and_then(|rest| rest.split(')').next());
    let names: Vec<&str> = imports
        .expect("imports")
        .split(", ")
        .map(|name| name.trim_matches('"'))
        .collect();
    assert_eq!(names.len(), 3);
    for name in names {
        assert!(blog.has(name) && name.len() > 20, "{name}");
    }
}
