//! Object stores, which know files and no folders: pages open by the names that `--html-files` gives them.

use crate::harness::{BASES, Content, Journey, Visitor};

#[test]
fn a_post_opens_by_the_name_of_its_file_and_again_by_the_address_that_is_shown() {
    for base in BASES {
        let journey = Journey::through(Content::sample()).below(base).on_an_object_store();
        journey.walk(async |visitor| {
            opens_by_its_file_and_leads_on(visitor).await;

            // The store has nothing at this address but the page for what is not there, which is the reader.
            visitor.expect_error("404");
            visitor.reload().await;
            answers_with(visitor, 404).await;
            shows_where_it_leads(visitor).await;
            visitor.mark_page().await;
            visitor.back().await;
            shows_the_post(visitor).await;
            visitor.is_on_marked_page().await;

            visitor.open("/").await;
            answers_with(visitor, 404).await;
            visitor.sees_title("Feuillet").await;
            visitor.open("/posts/no-such-post.html").await;
            visitor.sees_title("Page not found").await;
        });
    }
}

#[test]
fn without_an_error_document_links_work_all_the_same() {
    for base in BASES {
        Journey::through(Content::sample())
            .below(base)
            .on_an_object_store_without_error_document()
            .walk(async |visitor| {
                opens_by_its_file_and_leads_on(visitor).await;
                visitor.back().await;
                shows_the_post(visitor).await;
                visitor.is_on_marked_page().await;
                // The store says 403 of what it does not have.
                visitor.expect_error("403");
                visitor.follow_to("/posts/no-such-post/").await;
                visitor.sees_title("Page not found").await;
                visitor.is_on_marked_page().await;
            });
    }
}

async fn opens_by_its_file_and_leads_on(visitor: &Visitor) {
    visitor.open("/posts/a-page-is-a-sheet-folded.html").await;
    answers_with(visitor, 200).await;
    shows_the_post(visitor).await;
    visitor.mark_page().await;
    visitor.follow("sewing them without glue").await;
    shows_where_it_leads(visitor).await;
    visitor.is_on_marked_page().await;
}

async fn shows_the_post(visitor: &Visitor) {
    visitor.sees_title("A page is a sheet, folded").await;
    visitor.is_at("/posts/a-page-is-a-sheet-folded/").await;
}

async fn shows_where_it_leads(visitor: &Visitor) {
    visitor.sees_title("Sewing without glue").await;
    visitor.is_at("/posts/sewing-without-glue/").await;
    visitor.finds("document.title", "Sewing without glue · Feuillet").await;
}

async fn answers_with(visitor: &Visitor, status: u16) {
    visitor
        .finds("performance.getEntriesByType('navigation')[0].responseStatus", status)
        .await;
}
