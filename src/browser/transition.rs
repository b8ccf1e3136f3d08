//! One page gives way to the next by the browser's own animation (CSS View Transitions Level 1), where it has one and the
//! visitor wants motion.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;

use super::document::{document, window};
use super::promises::{may_fail, next_task};
use crate::app::navigation::Change;

/// How long the browser waits at most for a page to be arrived at, in milliseconds: until then nothing is painted.
const PATIENCE: i32 = 2_000;

/// How pages give way to each other.
#[derive(Clone, Default)]
pub(super) struct Transition {
    /// What tells the browser that the next page stands, while it waits for that.
    stands: Rc<RefCell<Option<Function>>>,
}

impl Transition {
    /// Does what changes the page, now or in the browser's next frame.
    pub(super) fn change_page(&self, change: Change) {
        let document = document();
        let start = Reflect::get(&document, &"startViewTransition".into()).ok();
        let start = start.and_then(|start| start.dyn_into::<Function>().ok());
        let Some(start) = start.filter(|_| !is_firefox() && wants_motion()) else {
            return change();
        };
        let transition = self.clone();
        let update = Closure::once_into_js(move || {
            let stands = Promise::new(&mut |stands, _| {
                let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&stands, PATIENCE);
                transition.stands.replace(Some(stands));
            });
            change();
            stands
        });
        let transition = start.call1(&document, &update);
        // That another page came meanwhile is no error.
        let ready = transition.and_then(|transition| Reflect::get(&transition, &"ready".into()));
        if let Some(ready) = ready.ok().and_then(|ready| ready.dyn_into::<Promise>().ok()) {
            may_fail(ready);
        }
    }

    /// Arrives at a page whose elements are there: moves the focus and scrolls.
    ///
    /// That makes the browser style and lay out the page, each of which takes a slow phone about as long as making the
    /// elements: while the browser waits for the page, a tap may come between. Else the next frame would show the page not
    /// arrived at.
    pub(super) fn arrive(&self, arrival: impl FnOnce() + 'static) {
        let Some(stands) = self.stands.take() else {
            return arrival();
        };
        spawn_local(async move {
            next_task().await;
            style_page();
            next_task().await;
            arrival();
            let _ = stands.call0(&stands);
        });
    }
}

/// Browsers find out how elements look when they are asked.
fn style_page() {
    let style = document().body().map(|body| window().get_computed_style(&body));
    if let Some(Ok(Some(style))) = style {
        let _ = style.get_property_value("color");
    }
}

fn wants_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: no-preference)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

/// Firefox 153 scrolls a page to where the one before stood when pages change again before an animation has ended.
fn is_firefox() -> bool {
    let name = window().navigator().user_agent();
    name.is_ok_and(|name| name.contains("Firefox"))
}
