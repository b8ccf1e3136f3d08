//! A post as one line of a list: title and date.

use yew::prelude::*;

use super::date::date;
use crate::app::blog::Blog;
use crate::content::catalog::PostLink;
use crate::content::route::Route;

/// An item for a list.
pub fn post_line(blog: &Blog, post: &PostLink) -> Html {
    let href = blog.href(&Route::Post {
        name: post.slug.clone(),
    });
    html! {
        <li key={post.slug.clone()}>
            <a {href} lang={post.language.clone()} dir={blog.direction_of(post.language.as_deref())}>{ &post.title }</a>
            if let Some(day) = post.date { { date(day, &post.date_text.clone().into()) } }
        </li>
    }
}
