//! Where a page is scrolled to, and by what.

use super::Visitor;

impl Visitor {
    /// Scrolls a link of the page's own into the middle of the window. Returns where the page is scrolled to, in pixels.
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

    /// Waits for the next frame: the event of scrolling comes with it, and the reader learns from that.
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
