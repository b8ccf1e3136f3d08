//! A post as one line of a list (title and date), and a titled list of such lines.

use feuillet_content::catalog::PostLink;
use feuillet_content::folder::Folder;
use feuillet_page::blog::Blog;
use yew::prelude::*;

use super::date::date;

/// Renders one list item.
pub fn post_line(blog: &Blog, post: &PostLink) -> Html {
    let href = blog.href(&Folder::Posts.route(&post.slug));
    html! {
        <li key={post.slug.as_str()}>
            <a {href} lang={post.language.clone()} dir={blog.direction_of(&post.title, post.language.as_deref())}>{ &post.title }</a>
            if let Some(day) = post.date { { date(day, &post.date_text.clone().into()) } }
        </li>
    }
}

/// Renders a titled list.
pub fn post_lines(blog: &Blog, title: &str, id: Option<String>, posts: &[PostLink]) -> Html {
    html! {
        <section class="archive-year" key={title.to_owned()} {id}>
            <h2>{ title.to_owned() }</h2>
            <ul>{ for posts.iter().map(|post| post_line(blog, post)) }</ul>
        </section>
    }
}
