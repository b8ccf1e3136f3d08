//! A post in a list: cover, title, date, categories, reading time, excerpt.

use feuillet_content::address::Purpose;
use feuillet_content::catalog::{Picture, Summary};
use feuillet_content::folder::Folder;
use feuillet_content::route::Taxonomy;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

use super::date::date;
use super::picture::{WHOLE, cover};
use super::terms::term_links;

/// Heading level of the cards' titles, depending on the headings above the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardHeading {
    BelowPageTitle,
    BelowSection,
}

/// Renders one card. A `lazy` picture is fetched only when it comes near the window.
fn post_card(blog: &Blog, post: &Summary, heading: CardHeading, sizes: &'static str, lazy: bool) -> Html {
    let link = blog.href(&Folder::Posts.route(&post.slug));
    let words = blog.words();
    let title = html! { <a href={link.clone()}>{ &post.title }</a> };
    let lang = post.language.clone();
    let dir = |text: &str| blog.direction_of(text, post.language.as_deref());
    let title = match heading {
        CardHeading::BelowPageTitle => {
            html! { <h2 class="post-card-title" lang={lang.clone()} dir={dir(&post.title)}>{ title }</h2> }
        }
        CardHeading::BelowSection => {
            html! { <h3 class="post-card-title" lang={lang.clone()} dir={dir(&post.title)}>{ title }</h3> }
        }
    };
    let source = |picture: &Picture| blog.address(&picture.source, Purpose::Picture);
    let shown = post
        .cover
        .as_ref()
        .and_then(|picture| Some((picture, source(picture)?)));
    html! {
        <article class="post-card" key={post.slug.as_str()}>
            if let Some((picture, source)) = &shown {
                // The title is the accessible link; the picture's link is for the pointer only.
                <a class="post-card-cover" href={link.clone()} tabindex="-1" aria-hidden="true">
                    { cover(picture, source.clone(), sizes, lazy) }
                </a>
            }
            <div class="post-card-text">
                { title }
                <p class="post-meta">
                    if !post.part.is_empty() { <b>{ &post.part }</b>{ " " } }
                    if let Some(day) = post.date { { date(day, &post.date_text.clone().into()) } }
                    { " " }<span>{ words.reading_time_text(post.minutes) }</span>
                </p>
                if !post.excerpt.is_empty() { <p class="post-card-excerpt" {lang} dir={dir(&post.excerpt)}>{ &post.excerpt }</p> }
                { term_links(blog, Taxonomy::Categories, &post.categories) }
            </div>
        </article>
    }
}

/// Renders the cards one below the other, or a sentence if there are none.
pub fn post_cards(blog: &Blog, posts: &[Summary], class: &'static str, heading: CardHeading) -> Html {
    if posts.is_empty() {
        return html! { <p class="empty">{ &blog.words()[Word::NoPosts] }</p> };
    }
    // As in `styles/cards.css`.
    let sizes = match (class, posts.len()) {
        ("featured", 1) => WHOLE,
        ("featured", _) => "(min-width:480px) 276px, 96px",
        _ => "(min-width:480px) 176px, 96px",
    };
    html! {
        <div class={classes!("post-cards", class)}>
            { for posts.iter().enumerate().map(|(index, post)| post_card(blog, post, heading, sizes, index > 1)) }
        </div>
    }
}
