//! Known keys that have no effect here: how a generator makes a page, and what its theme shows on it.

/// Keys, separated by blanks. Hyphens, underscores and capitals do not matter.
pub(super) const UNREAD: [&str; 4] = [
    // Templates and output.
    "layout features template extends section type kind class classes css js scripts styles style outputs output markup \
     build _build cascade pagination paginate paginate_by page_template sort_by sort_order transparent render \
     render_with_liquid disable_nunjucks template_engine_override template_class template_key \
     eleventy_exclude_from_collections eleventy_navigation eleventy_computed eleventy_import \
     eleventy_allow_missing_extension dynamic_permalink render_data insert_anchor_links in_search_index \
     generate_feeds draft_pages cssclasses cssclass head meta robots_txt format target engine collection \
     collections defaults permalink_pattern route_meta page_class media_subpath img_path import imports setup",
    // Order and navigation.
    "weight order nav_order sidebar_position position index nav_exclude nav_title parent grand_parent has_children \
     has_toc menu menus link_title sidebar sidebar_label sidebar_class_name displayed_sidebar navigation navbar nav \
     breadcrumb breadcrumbs prev next pagination_label pagination_next pagination_prev page_id id uid uuid guid \
     identifier article timeline search searchable search_exclude search_hidden exclude_search sitemap feed rss \
     sitemap_exclude hidden_in_home_list hide_from_home_page hidden_from_home_page hidden_from_search redirect \
     redirect_to",
    // Tables of contents, and other parts of a page around the text.
    "toc_label toc_icon toc_sticky toc_open \
     toc_min_heading_level toc_max_heading_level header_depth hide_title title_meta pagetitle short_title share \
     sharing disable_share share_buttons related related_posts read_time reading_time show_reading_time show_date \
     show_author hide_meta hide_summary show_meta author_profile author_url author_image_url author_title \
     author_image author_bio author_email author_twitter contributors edit_link edit_post edit_url custom_edit_url \
     footer header copyright license license_link icon emoji color colour theme mermaid highlight code_fold \
     code_max_lines cover_caption image_caption thumbnail_caption banner_img_height video videos audio gallery \
     words word_count ad ads adsense copy_right is_original original i18n_ready pagefind",
    // Terms without lists, and ids.
    "keywords keyword series series_order series_part topics topic subject subjects abbrlink wordpress_id post_id \
     wp_id timezone author_id source origin version",
];
