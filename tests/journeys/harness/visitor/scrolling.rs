//! Scrolling, and checks of the scroll position.

use super::Visitor;

impl Visitor {
    /// Scrolls a link in `<main>` to the middle of the window. Returns the scroll position in pixels.
    pub(crate) async fn scrolls_to_link(&self, text: &str) -> i64 {
        let link = format!("[...document.querySelectorAll('main a')].find(link => link.textContent === '{text}')");
        self.run(&format!("{link}.scrollIntoView({{ block: 'center' }})")).await;
        let place = self.ask("Math.round(scrollY)").await.as_i64().expect("a number");
        assert!(place > 500, "the page is too short to tell: {place}");
        self.until_framed().await;
        place
    }

    pub(crate) async fn scrolls_to(&self, place: i64) {
        self.run(&format!("scrollTo(0, {place})")).await;
        self.until_framed().await;
    }

    /// Waits for the next frame, which brings the scroll event that the reader listens to.
    pub(crate) async fn until_framed(&self) {
        self.run(
            "window.framed = false; requestAnimationFrame(() => requestAnimationFrame(() => window.framed = true))",
        )
        .await;
        self.finds("window.framed", true).await;
    }

    pub(crate) async fn is_scrolled_to(&self, place: i64) {
        self.finds(&format!("Math.abs(scrollY - {place}) <= 2 || scrollY"), true)
            .await;
    }
}
