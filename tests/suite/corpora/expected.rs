//! Expected results of each corpus, counted file by file.

/// A folder and its expected results.
pub(super) struct Corpus {
    pub(super) name: &'static str,
    pub(super) dialect: &'static str,
    pub(super) posts: usize,
    pub(super) pages: usize,
    /// Posts that have a date.
    pub(super) dated: usize,
    /// Documents that are left out: drafts and such.
    pub(super) hidden: usize,
    /// Links that lead nowhere in the source itself: to files that the folder does not have.
    pub(super) broken_links: usize,
    /// Terms that must be there.
    pub(super) terms: &'static [&'static str],
}

pub(super) const CORPORA: [Corpus; 14] = [
    Corpus {
        // Documentation has no days, and most of what it links to is not in the folder.
        posts: 9,
        broken_links: 54,
        terms: &["basics", "guides"],
        ..corpus("astro-docs-ar", "Astro")
    },
    Corpus {
        // Only four of the covers are in the folder.
        posts: 40,
        dated: 40,
        broken_links: 36,
        terms: &["doctor-who", "life"],
        ..corpus("astro-emptybluebox-zh-en", "Astro")
    },
    Corpus {
        // The links are to the documentation, which is not in the folder.
        posts: 5,
        dated: 5,
        broken_links: 4,
        terms: &["release"],
        ..corpus("docusaurus-yew-blog", "Docusaurus")
    },
    // One draft; `404.md` is machinery.
    Corpus {
        posts: 4,
        pages: 1,
        dated: 4,
        hidden: 1,
        terms: &["another-tag", "posts-with-two-tags"],
        ..corpus("eleventy-base-blog", "Eleventy")
    },
    Corpus {
        // The pictures of the posts are not in the folder, nor are two files.
        posts: 44,
        dated: 44,
        hidden: 5,
        broken_links: 45,
        terms: &["hexo", "h2o", "vpn"],
        ..corpus("hexo-seaoak-ja", "Hexo")
    },
    Corpus {
        posts: 42,
        // The rest of the documentation, and a `g` that stands for its glossary.
        broken_links: 253,
        terms: &["about-hugo", "content-management", "getting-started", "shortcodes"],
        ..corpus("hugo-docs-subset-en", "Hugo")
    },
    Corpus {
        posts: 59,
        dated: 59,
        // `/docs/` and most pictures are not in the folder.
        broken_links: 64,
        ..corpus("hugo-grpc-blog-en", "Hugo")
    },
    // The pictures are not in the folder, and three links have a parenthesis too many. Its licenses are no pages.
    Corpus {
        posts: 16,
        pages: 2,
        dated: 16,
        broken_links: 29,
        ..corpus("jekyll-aracil-fr", "Jekyll")
    },
    // The links lead to documentation and pictures that are not in the folder.
    Corpus {
        posts: 102,
        dated: 102,
        broken_links: 85,
        terms: &["release", "community"],
        ..corpus("jekyll-official-en", "Jekyll")
    },
    // 55 of `_posts` and 24 of collections. Hidden: one says so, one has no date. Four links lack their `https:`.
    Corpus {
        posts: 79,
        pages: 2,
        dated: 61,
        hidden: 2,
        broken_links: 4,
        terms: &["mixedcase", "pizza", "publish-test"],
        ..corpus("jekyll-test-source", "Jekyll")
    },
    // `_categories` are lists; the link leads to the template of the page that says that nothing is found.
    Corpus {
        posts: 5,
        dated: 5,
        broken_links: 1,
        terms: &["configuration", "feature"],
        ..corpus("jigsaw-blog-template", "Jigsaw")
    },
    // Items of collections without `extends` have no page; of the files at the top, three have a date.
    Corpus {
        posts: 17,
        pages: 8,
        dated: 15,
        hidden: 11,
        terms: &["news", "faq"],
        ..corpus("jigsaw-test-sites", "Jigsaw")
    },
    Corpus {
        // Three sites: 41, 11 and 12 documents, less what is hidden and the pages.
        posts: 51,
        // `2018`, `base` in two languages, `colocated-assets`, `hello`, `root-page-1` and `root-page-2`.
        pages: 7,
        dated: 25,
        // A draft, one that is not rendered, one that `ignored_content` names, and three in a section that is a draft.
        hidden: 6,
        // `01-zola.png`, seven times in two spellings, and `with.js`.
        broken_links: 8,
        terms: &["a-category", "hello", "bonjour"],
        ..corpus("zola-test-sites", "Zola")
    },
    Corpus {
        posts: 2,
        pages: 1,
        dated: 2,
        ..corpus("zola-tomasfarias-en", "Zola")
    },
];

const fn corpus(name: &'static str, dialect: &'static str) -> Corpus {
    Corpus {
        name,
        dialect,
        posts: 0,
        pages: 0,
        dated: 0,
        hidden: 0,
        broken_links: 0,
        terms: &[],
    }
}
