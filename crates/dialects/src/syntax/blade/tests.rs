//! Documents through Blade.

use feuillet_content::document::front_matter::Node;

use super::*;
use crate::document::Document;
use crate::folder::index::{Index, References};
use crate::folder::place::DocumentPlace;
use crate::folder::site::Site;

fn translated(source: &str) -> (String, usize) {
    let (place, index) = (DocumentPlace::default(), Index::default());
    let mut site = Site::default();
    site.templates
        .insert("_p.note".to_owned(), "<b>{{ $page->title }}</b>\n".to_owned());
    site.templates.insert("loop".to_owned(), "@include('loop')".to_owned());
    let document = Document {
        file: "source/_posts/a.blade.md",
        place: &place,
        site: &site,
        index: &References::new(&index),
        root: "source/",
    };
    let values = [("title".to_owned(), Node::Scalar("A & b".to_owned()))];
    let mut text = Text::new(source, 0);
    let mut faults = Vec::new();
    let page = Page {
        values: &values,
        document,
    };
    translate(&mut text, page, &mut faults);
    (text.as_str().to_owned(), faults.len())
}

#[test]
fn directives_go_and_what_they_enclose_stays() {
    for (source, expected, told) in [
        ("# {{ $page->title }}", "# A &amp; b", 0),
        (
            "{!! $page->title !!} {{ 'x' . 'y' }} {{ $page->no ?? 'z' }}",
            "A & b xy z",
            0,
        ),
        ("a {{ strtoupper($page->title) }}b", "a b", 1),
        (
            "@extends('_layouts.x')\n@section('content')\na\n@endsection\n",
            "a\n",
            0,
        ),
        ("@if ($a)\nb\n@else\nc\n@endif\nd", "b\nd", 1),
        ("@foreach ($xs as $x)\n- {{ $x }}\n@endforeach\nd", "d", 1),
        ("@foreach ($xs as $x)\n- y\n@endforeach\nd", "- y\nd", 1),
        ("@php\n$a = 1;\n@endphp\nb <?php echo 1 ?>c", "b c", 0),
        ("{{-- a\n\nb --}}c", "c", 0),
        ("@verbatim\n@if {{ x }}\n@endverbatim\n", "@if {{ x }}\n", 0),
        ("@{{ x }} @@if(a)", "{{ x }} @if(a)", 0),
        ("@include('_p.note', ['a' => 'b'])", "<b>A &amp; b</b>", 0),
        ("@include('no')x", "x", 1),
        ("@include('loop')x", "x", 1),
        // Neither of these is a directive.
        (
            "me@if.example @somebody @media @else.example",
            "me@if.example @somebody @media @else.example",
            0,
        ),
        (
            "`@if(x)` `{{ x }}`\n\n```\n@php\n<?php\n```\n",
            "`@if(x)` `{{ x }}`\n\n```\n@php\n<?php\n```\n",
            0,
        ),
        ("```\n@verbatim\n{{ x }}\n@endverbatim\n```\n", "```\n{{ x }}\n```\n", 0),
        ("{{ x", "{{ x", 0),
        ("@if(x", "@if(x", 0),
    ] {
        assert_eq!(translated(source), (expected.to_owned(), told), "{source}");
    }
}

#[test]
fn hostile_text_ends() {
    for piece in [
        "@if(",
        "{{",
        "@if(a)\n",
        "@else\n",
        "@include('loop')",
        "<?php",
        "{{--",
        "@php\n",
        "@verbatim\n",
        "@@",
    ] {
        translated(&piece.repeat(3000));
    }
}
