//! Tells files for visitors from a generator's sources, in projects that mix both.

/// Extensions of files that are served unchanged.
const SERVED: &str = "png jpg jpeg gif webp avif svg ico bmp apng jxl mp4 webm ogv mov m4v mp3 ogg oga opus wav flac m4a vtt \
    srt pdf epub zip gz tgz 7z rar tar woff woff2 ttf otf txt csv tsv xlsx docx pptx odt ods odp ics gpx kml geojson stl \
    glb gltf wasm ipynb ps";

/// Whether a file is a picture, video, PDF or other file for visitors, by its extension.
pub(crate) fn is_served(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, extension)| {
        let extension = extension.to_ascii_lowercase();
        SERVED.split_ascii_whitespace().any(|known| known == extension)
    })
}
