//! Renders a text for its page: Markdown to HTML and [`Facts`].

use crate::diagnostic::Unreported;
use crate::document::Document;
use crate::facts::Facts;
use crate::post_meta::PostMeta;
use crate::rendering::{Kind, RenderContext, RenderRequest, RenderedPage};

/// Renders a text. `context` has the links of the request.
pub fn render_page(request: &RenderRequest<'_>, context: RenderContext<'_>) -> RenderedPage {
    match request.kind {
        Kind::Document(name) => render_document(request.markdown, name, context),
        Kind::Introduction(title) => render_introduction(request.markdown, title, context),
    }
}

fn render_document(file: &str, name: &str, context: RenderContext<'_>) -> RenderedPage {
    let document = Document::read(file, &mut Unreported);
    let rendered = document.render(context);
    let title = document.title(&rendered, name);
    let description = document.description(&rendered);
    let meta = document.meta;
    let facts = Facts {
        title,
        description,
        canonical: meta.canonical,
        noindex: meta.noindex,
        language: meta.language,
        date: meta.date,
        updated: meta.updated,
        authors: meta.authors,
        categories: meta.categories,
        tags: meta.tags,
        cover: meta.cover,
        contents: meta.contents,
        minutes: rendered.minutes,
        outline: rendered.outline,
    };
    RenderedPage {
        html: rendered.html,
        facts,
    }
}

/// Renders an introduction. A heading that repeats the title is dropped.
fn render_introduction(markdown: &str, title: &str, context: RenderContext<'_>) -> RenderedPage {
    let meta = PostMeta {
        title: Some(title.to_owned()),
        ..PostMeta::default()
    };
    let html = Document { meta, body: markdown }.render(context).html;
    RenderedPage {
        html,
        ..RenderedPage::default()
    }
}
