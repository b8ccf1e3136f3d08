//! From list to list: the parts of a series, their author, a category with its intro, a language, a year.

use crate::harness::{BASES, Content, Journey};

#[test]
fn a_visitor_goes_through_a_series_to_its_author_and_on() {
    for base in BASES {
        Journey::through(Content::sample()).below(base).walk(async |visitor| {
            visitor.open("/posts/an-address-is-a-promise/").await;
            visitor.mark_page().await;
            visitor.follow("The first paragraph travels alone").await;
            visitor.is_at("/posts/the-first-paragraph-travels-alone/").await;
            visitor.sees(".post-footer", "Previous part").await;
            visitor.follow("Say what the picture says").await;
            visitor.is_at("/posts/say-what-the-picture-says/").await;
            visitor.sees(".post-footer section", "Setting a measure").await;
            visitor.follow("Part 2 of 3 of Small manners for web pages").await;
            visitor.is_at("/series/small-manners-for-web-pages/").await;
            visitor.sees_title("Small manners for web pages").await;
            visitor.back().await;
            visitor.follow("Anselm Corrie").await;
            visitor.is_at("/authors/anselm-corrie/").await;
            visitor.sees("main", "Looks after the machines").await;
            visitor.follow("Garder ses épreuves").await;
            visitor.sees(".post-meta", "By Léonie Valcourt and Anselm Corrie").await;
            visitor.click_on(".terms.categories a[href$='/web/']").await;
            visitor.is_at("/categories/web/").await;
            visitor.sees(".intro", "We make pages of paper for a living").await;
            visitor.follow("a line has a length").await;
            visitor.is_at("/posts/setting-a-measure/").await;
            visitor.click_on(".site-title").await;
            visitor.follow("Français").await;
            visitor.is_at("/languages/fr/").await;
            visitor.finds("document.querySelector('h1 [lang]').lang", "fr").await;
            visitor.click_on(".site-footer a").await;
            visitor.is_at("/archive/").await;
            visitor.follow("2022").await;
            visitor.finds("location.hash", "#2022").await;
            visitor
                .finds(
                    "document.getElementById('2022').getBoundingClientRect().top < innerHeight",
                    true,
                )
                .await;
            visitor.is_on_marked_page().await;
        });
    }
}
