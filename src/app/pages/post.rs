//! A post: title, date, reading time, categories, cover, text, neighbors.

use yew::prelude::*;

use super::page_title;
use crate::app::blog::Blog;
use crate::app::components::date::date;
use crate::app::components::picture::cover;
use crate::app::components::prose::Prose;
use crate::app::components::terms::term_links;
use crate::app::components::translations::translations;
use crate::app::view::PostView;
use crate::content::catalog::PostLink;
use crate::content::direction::direction;
use crate::content::folder::Folder;
use crate::content::route::{Route, Taxonomy};
use crate::content::words::{Word, Words};

pub(super) fn post(blog: &Blog, post: &PostView) -> Html {
    let words = blog.words();
    // Inside a text of another language, what the interface says is in the blog's own.
    let interface_language = post.language.as_ref().map(|_| blog.site.language.clone());
    html! {
        <article class="post" lang={post.language.clone()} dir={post.language.as_deref().map(direction)}>
            <header class="page-header">
                { page_title(html! { { &post.title } }) }
                <div class="post-details" lang={interface_language.clone()} dir={interface_language.as_deref().map(direction)}>
                    { details(post, words) }
                    { term_links(blog, Taxonomy::Categories, &post.categories) }
                    { translations(blog, Folder::Posts, &post.translations) }
                </div>
                if let Some(picture) = &post.cover { { cover(picture, picture.source.clone().into(), false) } }
            </header>
            <Prose html={post.html.clone()} />
            <footer class="post-footer" dir={interface_language.as_deref().map(direction)} lang={interface_language}>
                { term_links(blog, Taxonomy::Tags, &post.tags) }
                { neighbors(blog, post) }
            </footer>
        </article>
    }
}

fn details(post: &PostView, words: &Words) -> Html {
    html! {
        <p class="post-meta">
            if let Some((day, text)) = &post.date { { date(*day, text) } } else { <span>{ &words[Word::Undated] }</span> }
            // The spaces are for whoever reads without styles.
            { " " }<span>{ words.reading_time_text(post.minutes) }</span>
            if let Some(author) = &post.author { { " " }<span>{ words.fill(Word::ByAuthor, &[("author", author)]) }</span> }
            if let Some((_, text)) = &post.updated { { " " }<span>{ words.fill(Word::Updated, &[("date", text)]) }</span> }
        </p>
    }
}

fn neighbors(blog: &Blog, post: &PostView) -> Html {
    let link = |neighbor: &Option<PostLink>, label: &str, rel: &'static str| {
        neighbor.as_ref().map(|neighbor| {
            let href = blog.href(&Route::Post {
                name: neighbor.slug.clone(),
            });
            html! {
                <a class={rel} {rel} {href}>
                    <span class="neighbor-label">{ label.to_owned() }</span>
                    <span lang={neighbor.language.clone()} dir={blog.direction_of(&neighbor.title, neighbor.language.as_deref())}>{ &neighbor.title }</span>
                </a>
            }
        })
    };
    let words = blog.words();
    let newer = link(&post.newer, &words[Word::NewerPost], "next");
    let older = link(&post.older, &words[Word::OlderPost], "prev");
    if newer.is_none() && older.is_none() {
        return Html::default();
    }
    html! { <nav class="neighbors" aria-label={words[Word::MorePosts].to_owned()}>{ older }{ newer }</nav> }
}
