//! A browser in which JavaScript is switched off: what was published is there, and its links are links.

use crate::harness::{BASES, Content, Journey};

#[test]
fn the_blog_can_be_read_without_javascript() {
    for base in BASES {
        Journey::through(Content::sample())
            .below(base)
            .without_javascript()
            .walk(async |visitor| {
                visitor.load("/").await;
                visitor.sees_title("Feuillet").await;
                visitor.sees("main", "There is a shelf at the end of coach 14").await;
                visitor.follow("métier").await;
                visitor.is_at("/categories/metier/").await;
                visitor.sees_title("métier").await;
                visitor.sees("main", "3 posts").await;
                visitor.sees("main", "un papier qui ne veut rien savoir").await;
                visitor.follow("L’horloge de l’imprimeur").await;
                visitor.is_at("/posts/l-horloge-de-l-imprimeur/").await;
                visitor.sees_title("L’horloge de l’imprimeur").await;
                visitor.sees("main", "l’horloge avance de sept minutes").await;
                // On to the next post, and back to the first page.
                visitor.click_on(".neighbors a[rel=next]").await;
                visitor.is_at("/posts/le-jardin-de-la-gare/").await;
                visitor.sees_title("Le jardin de la gare").await;
                visitor.follow("Feuillet").await;
                visitor.is_at("/").await;
                visitor.follow("About").await;
                visitor.is_at("/about/").await;
                visitor.sees_title("About").await;
                // What cannot be done here is not offered, and said.
                visitor.load("/offline/").await;
                visitor
                    .sees(".offline-controls", "Saving the blog requires JavaScript.")
                    .await;
                visitor
                    .finds(
                        "[...document.querySelectorAll('main p')].filter((text) => text.checkVisibility()).length",
                        2,
                    )
                    .await;
                // Nothing of the reader has run, or this would say nothing.
                visitor.finds("history.state", serde_json::Value::Null).await;
            });
    }
}
