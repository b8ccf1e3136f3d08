//! A post: title, date, authors, categories, its part of a series, cover, text, and where to go from it.

use feuillet_content::catalog::PostLink;
use feuillet_content::direction::direction;
use feuillet_content::folder::Folder;
use feuillet_content::route::Taxonomy;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use feuillet_page::shown::PostView;
use yew::prelude::*;

use crate::app::components::byline::byline;
use crate::app::components::contents::{back_to_top, contents};
use crate::app::components::date::date;
use crate::app::components::links::links;
use crate::app::components::page_title::page_title;
use crate::app::components::picture::{WHOLE, cover};
use crate::app::components::post_line::post_lines;
use crate::app::components::prose::prose;
use crate::app::components::terms::term_links;
use crate::app::components::translations::translations;

pub(super) fn post(blog: &Blog, post: &PostView) -> Html {
    let words = blog.words();
    // Inside a post in another language, the interface stays in the blog's language.
    let interface_language = post.language.as_ref().map(|_| blog.site.language.clone());
    let long = !post.outline.is_empty() && blog.has_extra("progress");
    html! {
        <article class={classes!("post", long.then_some("with-progress"))} lang={post.language.clone()} dir={post.language.as_deref().map(direction)}>
            <header class="page-header">
                { page_title(html! { { &post.title } }) }
                <div class="post-details" lang={interface_language.clone()} dir={interface_language.as_deref().map(direction)}>
                    { details(blog, post) }
                    { term_links(blog, Taxonomy::Categories, &post.categories) }
                    { links(blog, "translations", &post.series) }
                    { translations(blog, Folder::Posts, &post.translations) }
                </div>
                if let Some(picture) = post.cover.as_ref().filter(|cover| !cover.hidden) { { cover(picture, picture.source.clone().into(), WHOLE, false) } }
            </header>
            { contents(blog, &post.outline) }
            { prose(&post.html.0) }
            <footer class="post-footer" dir={interface_language.as_deref().map(direction)} lang={interface_language}>
                { term_links(blog, Taxonomy::Tags, &post.tags) }
                { links(blog, "indexes", &post.file) }
                { for post.series.iter().map(|part| {
                    neighbors(blog, &part.label, [&post.previous_part, &post.next_part], [Word::PreviousPart, Word::NextPart])
                }) }
                if !post.related.is_empty() { { post_lines(blog, &words[Word::Related], None, &post.related) } }
                { neighbors(blog, &words[Word::MorePosts], [&post.older, &post.newer], [Word::OlderPost, Word::NewerPost]) }
                { back_to_top(blog, &post.outline) }
            </footer>
        </article>
    }
}

fn details(blog: &Blog, post: &PostView) -> Html {
    let words = blog.words();
    html! {
        <p class="post-meta">
            if let Some((day, text)) = &post.date { { date(*day, text) } } else { <span>{ &words[Word::Undated] }</span> }
            // The spaces separate the parts where there are no styles.
            { " " }<span>{ words.reading_time_text(post.minutes) }</span>
            { byline(blog, &post.authors) }
            if let Some((_, text)) = &post.updated { { " " }<span>{ words.fill(Word::Updated, &[("date", text)]) }</span> }
        </p>
    }
}

/// Renders links to the previous and the next post, each with its label.
fn neighbors(blog: &Blog, label: &str, posts: [&Option<PostLink>; 2], words: [Word; 2]) -> Html {
    let link = |neighbor: &PostLink, word, rel: &'static str| {
        let href = blog.href(&Folder::Posts.route(&neighbor.slug));
        html! {
            <a class={rel} {rel} {href}>
                <span class="neighbor-label">{ &blog.words()[word] }</span>{ " " }
                <span lang={neighbor.language.clone()} dir={blog.direction_of(&neighbor.title, neighbor.language.as_deref())}>{ &neighbor.title }</span>
            </a>
        }
    };
    let [before, after] = posts;
    let [word_before, word_after] = words;
    if before.is_none() && after.is_none() {
        return Html::default();
    }
    html! {
        <nav class="neighbors" aria-label={label.to_owned()}>
            { before.as_ref().map(|post| link(post, word_before, "prev")) }
            { after.as_ref().map(|post| link(post, word_after, "next")) }
        </nav>
    }
}
