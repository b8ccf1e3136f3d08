//! Tests of the navigation's state: which page is on show while others come.

use super::*;
use feuillet_content::base_path::BasePath;
use feuillet_content::catalog::Site;
use feuillet_content::route::ListPart;
use feuillet_page::head::Head;
use feuillet_page::load_error::FetchError;
use feuillet_page::shown::Content;

#[expect(clippy::unnecessary_wraps, reason = "an address may mean no route")]
fn route(number: usize) -> Option<Route> {
    Some(Route::Archive {
        part: ListPart::Older(number),
    })
}

fn view(route: Option<Route>) -> Rc<View> {
    let head = Head {
        title: "".into(),
        language: "".into(),
        elements: Vec::new(),
    };
    Rc::new(View {
        route,
        content: Content::NotFound,
        head,
    })
}

fn blog() -> Arc<Blog> {
    Arc::new(Blog {
        site: Site::default(),
        base: BasePath::root(),
    })
}

impl State {
    fn after(mut self, action: Action) -> Self {
        self.apply(action);
        self
    }
}

fn start() -> State {
    State::new(&blog(), route(1), &view(route(1)), None)
}

fn wanted(route: Option<Route>) -> Action {
    let has_news = false;
    Action::Wanted { route, has_news }
}

fn failed() -> LoadError {
    LoadError {
        path: String::new(),
        error: FetchError::Unreachable,
    }
}

#[test]
fn the_previous_page_stays_until_the_next_is_there() {
    let state = start().after(wanted(route(2)));
    assert_eq!((state.shown.route.clone(), &state.status), (route(1), &Status::Loading));
    let state = state.after(Action::Loaded(route(2), view(route(2)), blog()));
    assert_eq!((state.shown.route.clone(), &state.status), (route(2), &Status::Ready));
    let back = state.after(wanted(route(1)));
    assert_eq!((back.shown.route.clone(), &back.status), (route(1), &Status::Ready));
}

#[test]
fn an_answer_that_comes_too_late_is_kept_and_not_shown() {
    let state = start().after(wanted(route(2))).after(wanted(route(3)));
    let state = state.after(Action::Loaded(route(2), view(route(2)), blog()));
    assert_eq!((state.shown.route.clone(), &state.status), (route(1), &Status::Loading));
    let state = state.after(Action::Failed(route(2), failed()));
    assert_eq!(state.status, Status::Loading);
    assert_eq!(state.after(wanted(route(2))).status, Status::Ready);
}

#[test]
fn a_failure_stays_until_trying_again_has_an_answer() {
    let state = start()
        .after(wanted(route(2)))
        .after(Action::Failed(route(2), failed()));
    assert_eq!(state.status, Status::Failed(failed()));
    let state = state.after(Action::Retry);
    assert_eq!((&state.status, state.attempt), (&Status::Retrying(failed()), 1));
    let again = state.clone().after(Action::Failed(route(2), failed()));
    assert_eq!(again.status, Status::Failed(failed()));
    let state = state.after(Action::Loaded(route(2), view(route(2)), blog()));
    assert_eq!((state.shown.route.clone(), &state.status), (route(2), &Status::Ready));
}

#[test]
fn what_was_not_found_is_asked_for_again() {
    let state = start()
        .after(wanted(route(2)))
        .after(Action::Loaded(route(2), view(None), blog()));
    let state = state.after(wanted(route(1))).after(wanted(route(2)));
    assert_eq!(state.status, Status::Loading);
}

#[test]
fn nothing_that_was_kept_is_shown_after_another_publish() {
    let state = start()
        .after(wanted(route(2)))
        .after(Action::Loaded(route(2), view(route(2)), blog()));
    let (route_1, has_news) = (route(1), true);
    let state = state.after(Action::Wanted {
        route: route_1,
        has_news,
    });
    assert_eq!(state.status, Status::Loading);
    let new = blog();
    let state = state.after(Action::Loaded(route(1), view(route(1)), new.clone()));
    assert!(Arc::ptr_eq(&state.blog, &new));
}
