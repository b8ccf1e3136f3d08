//! The order of posts: by the moments that authors wrote, with their time zones, while only the day is shown.

use serde_json::Value;

use crate::blog::Blog;

#[track_caller]
fn json(blog: &Blog, name: &str) -> Value {
    serde_json::from_str(&blog.read(name)).expect("JSON")
}

fn slugs(posts: &Value) -> Vec<&str> {
    let posts = posts.as_array().map(Vec::as_slice).unwrap_or_default();
    posts.iter().filter_map(|post| post["slug"].as_str()).collect()
}

/// A post of a Jekyll blog.
fn post(blog: Blog, name: &str, front_matter: &str) -> Blog {
    blog.file(
        &format!("_posts/{name}.md"),
        format!("---\ntitle: {name}\n{front_matter}\n---\nText.\n"),
    )
}

fn link_log() -> Blog {
    let mut blog = Blog::bare().file("_config.yml", "title: Link log\nurl: https://log.example\n");
    for (name, front_matter) in [
        ("2024-05-04-evening", "date: 2024-05-04 21:45:00 +0200\ntags: [x]"),
        (
            "2024-05-04-alpha",
            "date: 2024-05-04 09:00:00 +0200\ntags: [x]\nfeatured: true",
        ),
        (
            "2024-05-04-zeta",
            "date: 2024-05-04 13:30:00 +0200\ntags: [x]\nfeatured: true",
        ),
        ("2024-05-04-day", "tags: [x]"),
        // Earlier than the others, though its day is the last.
        ("2024-05-05-far-east", "date: 2024-05-05 00:30:00 +1300\ntags: [x]"),
        ("2024-05-03-before", "date: 2024-05-03 23:59:00 +0200\ntags: [x]"),
    ] {
        blog = post(blog, name, front_matter);
    }
    blog
}

#[test]
fn posts_of_a_day_are_ordered_by_their_times() {
    let blog = link_log();
    blog.publish();
    let expected = ["evening", "zeta", "far-east", "alpha", "day", "before"];
    assert_eq!(slugs(&json(&blog, "data/tags/x/1.json")["posts"]), expected);
    assert_eq!(
        slugs(&json(&blog, "data/archive/1.json")["years"][0]["posts"]),
        expected
    );
    let site = json(&blog, "data/site.json");
    assert_eq!(slugs(&site["featured"]), ["zeta", "alpha"]);
    assert_eq!(
        slugs(&site["newest"]["posts"]),
        ["evening", "far-east", "day", "before"]
    );
    let context = json(&blog, "data/post/zeta.json");
    assert_eq!(
        (&context["newer"]["slug"], &context["older"]["slug"]),
        (&"evening".into(), &"far-east".into())
    );
    let feed = json(&blog, "feed.json");
    let ids = feed["items"].as_array().unwrap().iter();
    let ids: Vec<&str> = ids.filter_map(|item| item["id"].as_str()?.rsplit('/').nth(1)).collect();
    assert_eq!(ids, expected);
    // The day shown is the one that the author wrote.
    let page = blog.read("posts/far-east/index.html");
    assert!(page.contains(r#"datetime="2024-05-05""#), "{page}");
}

#[test]
fn times_are_told_to_programs_with_their_zones() {
    let blog = post(
        link_log(),
        "2024-05-02-changed",
        "date: 2024-05-02 10:00 -0500\nlast_modified_at: 2024-05-02T18:00:00.5-05:00",
    );
    blog.publish();
    let feed = blog.read("feed.xml");
    for told in [
        "<published>2024-05-04T21:45:00+02:00</published>",
        "<published>2024-05-04T00:00:00+00:00</published>",
        "<published>2024-05-02T10:00:00-05:00</published>",
        "<updated>2024-05-02T18:00:00.500-05:00</updated>",
    ] {
        assert!(feed.contains(told), "{told}: {feed}");
    }
    let updated = feed.split("<updated>").nth(1).unwrap();
    assert!(updated.starts_with("2024-05-04T21:45:00+02:00<"), "{updated}");
    assert!(
        blog.read("feed.json")
            .contains(r#""date_published":"2024-05-04T21:45:00+02:00""#)
    );
    for (slug, published) in [("evening", "2024-05-04T21:45:00+02:00"), ("day", "2024-05-04")] {
        let page = blog.read(&format!("posts/{slug}/index.html"));
        let property = format!(r#"<meta property="article:published_time" content="{published}">"#);
        assert!(page.contains(&property), "{page}");
        assert!(page.contains(&format!(r#""datePublished":"{published}""#)), "{page}");
    }
    let page = blog.read("posts/changed/index.html");
    assert!(page.contains(r#"<meta property="article:modified_time" content="2024-05-02T18:00:00.500-05:00">"#));
    // What is translated keeps the moment, whatever its spelling was.
    let markdown = blog.read("content/posts/changed.md");
    assert!(markdown.contains("date: \"2024-05-02T10:00:00-05:00\"\n"), "{markdown}");
    assert!(
        markdown.contains("updated: \"2024-05-02T18:00:00.500-05:00\"\n"),
        "{markdown}"
    );
}

#[test]
fn parts_of_a_series_follow_their_times_then_the_numbers_in_their_names() {
    let part = |blog: Blog, series: &str, number: usize, date: &str| {
        blog.file(
            &format!("posts/{series}-{number}.md"),
            format!("---\ntitle: Part {number}\ndate: {date}\nseries: {series}\n---\nText.\n"),
        )
    };
    let mut blog = Blog::bare().file("site.yaml", "title: S\nlanguage: en\n");
    for (number, hour) in [(1, 9), (2, 10), (3, 11), (10, 18)] {
        blog = part(blog, "timed", number, &format!("2024-05-04 {hour}:00"));
        blog = part(blog, "untimed", number, "2024-05-04");
    }
    blog.publish();
    for series in ["timed", "untimed"] {
        let list = json(&blog, &format!("data/series/{series}/1.json"));
        let expected = [1, 2, 3, 10].map(|number| format!("{series}-{number}"));
        assert_eq!(slugs(&list["posts"]), expected);
        let last = json(&blog, &format!("data/post/{series}-10.json"));
        assert_eq!(last["previous_part"]["slug"], format!("{series}-3"));
        assert!(last["series"][0]["label"].as_str().unwrap().contains('4'), "{last}");
    }
}

#[test]
fn the_archive_has_each_year_once() {
    let blog = Blog::new()
        .post("far-east", "2025-01-01T00:30:00+13:00", "")
        .post("far-west", "2024-12-31T20:00:00-08:00", "")
        .post("later", "2025-01-02", "");
    blog.publish();
    let archive = json(&blog, "data/archive/1.json");
    let years: Vec<_> = archive["years"]
        .as_array()
        .unwrap()
        .iter()
        .map(|year| &year["year"])
        .collect();
    assert_eq!(years, [&Value::from(2025), &Value::from(2024)]);
    assert_eq!(slugs(&archive["years"][0]["posts"]), ["later", "far-east"]);
}
