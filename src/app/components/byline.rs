//! The authors of a post.

use feuillet_content::catalog::TermName;
use feuillet_content::route::Taxonomy;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

/// Renders `by A, B and C`, each name linked to its page if it has one. Empty without authors.
pub fn byline(blog: &Blog, authors: &[TermName]) -> Html {
    let words = blog.words();
    let names = authors.iter().enumerate().map(|(index, author)| {
        let before = match index {
            0 => "",
            _ if index + 1 == authors.len() => &words[Word::And],
            _ => &words[Word::Comma],
        };
        html! { <>{ before.to_owned() }{ name(blog, author) }</> }
    });
    if authors.is_empty() {
        return Html::default();
    }
    let (before, after) = words[Word::ByAuthor].split_once("{author}").unwrap_or_default();
    html! { <>{ " " }<span>{ before }{ for names }{ after }</span></> }
}

fn name(blog: &Blog, author: &TermName) -> Html {
    if author.slug.is_empty() {
        return author.name.clone().into();
    }
    let route = Taxonomy::Authors.route(&author.slug);
    html! { <a rel="author" href={blog.href(&route)}>{ &author.name }</a> }
}
