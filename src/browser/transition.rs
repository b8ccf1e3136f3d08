//! One page gives way to the next by the browser's own animation (CSS View Transitions Level 1), where it has one and the
//! visitor wants motion.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::document::{document, window};
use crate::app::navigation::Change;

/// Does what changes the page, now or in the browser's next frame.
pub(super) fn change_page(change: Change) {
    let document = document();
    let start = Reflect::get(&document, &"startViewTransition".into()).ok();
    let start = start.and_then(|start| start.dyn_into::<Function>().ok());
    match start.filter(|_| wants_motion()) {
        Some(start) => {
            let transition = start.call1(&document, &Closure::once_into_js(change));
            // That another page came meanwhile is no error.
            let ready = transition.and_then(|transition| Reflect::get(&transition, &"ready".into()));
            if let Some(ready) = ready.ok().and_then(|ready| ready.dyn_into::<Promise>().ok()) {
                spawn_local(async move {
                    let _ = JsFuture::from(ready).await;
                });
            }
        }
        None => change(),
    }
}

fn wants_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: no-preference)");
    query.ok().flatten().is_some_and(|query| query.matches())
}
