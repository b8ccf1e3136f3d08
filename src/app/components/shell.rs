//! The frame around every page: skip link, header with the menu, progress bar, footer.

use feuillet_content::address::Purpose;
use feuillet_content::catalog::feed;
use feuillet_content::direction::direction;
use feuillet_content::route::Route;
use feuillet_content::words::Word;
use feuillet_page::blog::Blog;
use yew::prelude::*;

/// Frame around a page.
pub struct Shell<'a> {
    /// Route on show, which is marked in the menu; `None` on the not-found page.
    pub route: Option<&'a Route>,
    pub loading: bool,
    /// Language of the interface, if the page on show is in another one.
    pub language: Option<AttrValue>,
    pub page: Html,
}

/// Renders the frame, which stays while pages change.
pub fn shell(blog: &Blog, shell: Shell<'_>) -> Html {
    let Shell {
        route,
        loading,
        language,
        page,
    } = shell;
    let words = blog.words();
    let dir = language.as_deref().map(direction);
    html! {
        <>
            <a class="skip-link" href="#main" lang={language.clone()} {dir}>{ &words[Word::SkipToContent] }</a>
            { progress_bar(loading, &words[Word::Loading]) }
            <header class="site-header" lang={language.clone()} {dir}>
                <a class="site-title" href={blog.href(&Route::HOME)}>{ &blog.site.title }</a>
                { menu(blog, route) }
                { appearance_switch(blog) }
            </header>
            <main id="main" class="site-main" aria-busy={loading.then_some("true")}>
                { page }
            </main>
            { footer(blog, language) }
        </>
    }
}

/// Renders the progress bar at once; the style sheet shows it only after 150 ms, so that it never flashes on fast
/// pages.
fn progress_bar(loading: bool, label: &str) -> Html {
    if !loading {
        return Html::default();
    }
    html! { <div class="progress-bar" role="progressbar" aria-label={label.to_owned()}></div> }
}

fn menu(blog: &Blog, route: Option<&Route>) -> Html {
    if blog.site.navigation.is_empty() {
        return Html::default();
    }
    let here = route.map(Route::path);
    html! {
        <nav class="site-menu" aria-label={blog.words()[Word::MainMenu].to_owned()}>
            <ul>
                { for blog.site.navigation.iter().map(|item| {
                    let current = here.as_ref() == Some(&item.to);
                    html! {
                        <li><a href={blog.address(&item.to, Purpose::Link)} aria-current={current.then_some("page")}>{ &item.label }</a></li>
                    }
                }) }
            </ul>
        </nav>
    }
}

/// Renders the button that cycles the appearance: system, light, dark. The page's script changes it, and the style
/// sheet shows the current one.
fn appearance_switch(blog: &Blog) -> Html {
    if !blog.has_extra("appearance") {
        return Html::default();
    }
    let words = blog.words();
    let states = [
        ("system", Word::AppearanceSystem),
        ("light", Word::AppearanceLight),
        ("dark", Word::AppearanceDark),
    ];
    html! {
        <button class="appearance-switch" type="button">
            <span class="visually-hidden">
                { &words[Word::Appearance] }
                { for states.map(|(state, word)| html! { <span class={state}>{ " " }{ &words[word] }</span> }) }
            </span>
        </button>
    }
}

fn footer(blog: &Blog, language: Option<AttrValue>) -> Html {
    let site = &blog.site;
    html! {
        <footer class="site-footer" dir={language.as_deref().map(direction)} lang={language}>
            <p>{ site.author.as_ref().unwrap_or(&site.title) }</p>
            <p class="site-links">
                <a href={blog.href(&Route::ARCHIVE)}>{ &blog.words()[Word::Archive] }</a>
                if site.offline {
                    { " " }<a href={blog.href(&Route::Offline)}>{ &blog.words()[Word::ReadOffline] }</a>
                }
                // Feeds exist only if the blog knows its URL.
                if site.url.is_some() {
                    { " " }<a href={blog.base.join(feed::ATOM)} type={feed::ATOM_TYPE}>{ &blog.words()[Word::Feed] }</a>
                }
            </p>
        </footer>
    }
}
