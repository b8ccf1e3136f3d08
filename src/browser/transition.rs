//! Page changes with the browser's own animation (CSS View Transitions Level 1), if it has one and the visitor accepts
//! motion.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;

use super::document::{document, window};
use super::promises::{may_fail, next_task};
use crate::app::navigation::Change;

/// Maximum time that the browser waits for the next page to settle, in milliseconds. It paints nothing until then.
const PATIENCE: i32 = 2_000;

/// Maximum time to mount the app on a device that animates page changes, in milliseconds.
///
/// The browser takes pictures of both pages before it shows the new one. Chromium on a desktop mounts in 4 to 15 ms, and
/// the pictures cost 20; with a processor four times slower it mounts in 30 to 97, and the pictures take as long as all
/// the rest of a page change.
const SWIFT: f64 = 25.0;

/// State of the page transition.
#[derive(Clone, Default)]
pub(super) struct Transition {
    /// Resolves the promise that the browser waits for, once the next page is in place.
    stands: Rc<RefCell<Option<Function>>>,
    /// When mounting began; then how long it took.
    mount: Rc<Cell<f64>>,
}

impl Transition {
    /// Called before and after the app is mounted, which shows how fast the device is.
    pub(super) fn time_mount(&self) {
        let now = window().performance().map_or(0.0, |clock| clock.now());
        self.mount.set(now - self.mount.get());
    }

    /// Runs the page change, at once or in the browser's next frame.
    pub(super) fn change_page(&self, change: Change) {
        let document = document();
        let start = Reflect::get(&document, &"startViewTransition".into()).ok();
        let start = start.and_then(|start| start.dyn_into::<Function>().ok());
        let Some(start) = start.filter(|_| self.mount.get() <= SWIFT && !is_firefox() && wants_motion()) else {
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
        // A transition that is skipped for a newer one is no error.
        let ready = transition.and_then(|transition| Reflect::get(&transition, &"ready".into()));
        if let Some(ready) = ready.ok().and_then(|ready| ready.dyn_into::<Promise>().ok()) {
            may_fail(ready);
        }
    }

    /// Runs the arrival at a rendered page, which moves the focus and scrolls.
    ///
    /// This forces style and layout, each of which takes a slow phone about as long as rendering the elements. During a
    /// transition they run in separate tasks, so that a tap is handled in between. Without one the arrival runs at
    /// once, because the next frame would show the page at the wrong position.
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

/// Forces the browser to compute styles, by reading one.
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

/// Firefox 153 scrolls a page to the position of the previous one if pages change again before an animation has ended.
fn is_firefox() -> bool {
    let name = window().navigator().user_agent();
    name.is_ok_and(|name| name.contains("Firefox"))
}
