// From a scene to a file.
#include "picture.hpp"

#include <filesystem>
#include <utility>

#include <CLI/CLI.hpp>

#include "answering.hpp"
#include "korridor/draw/render_png.hpp"
#include "korridor/draw/write_svg.hpp"
#include "korridor/io/file.hpp"

namespace korridor::app {

void check_picture_name(std::string const& path) {
  std::string const ending = std::filesystem::path(path).extension().string();
  if (ending != ".svg" && ending != ".png") {
    throw CLI::ValidationError("--output", "'" + path + "' ends neither in .svg nor in .png");
  }
}

bool write_picture(draw::Scene const& scene, draw::SvgOptions const& options, double scale,
                   std::string const& path, Findings& findings) {
  std::vector<std::string> const faults = draw::check_scene(scene, options);
  for (std::string const& fault : faults) {
    findings.error("E920", path, 0, "", "", fault, "mend the model or the --focus window");
  }
  if (!faults.empty()) return false;
  return write_picture(draw::write_svg(scene, options), scale, path, findings);
}

bool write_picture(std::string svg, double scale, std::string const& path, Findings& findings) {
  std::string bytes = std::move(svg);
  if (std::filesystem::path(path).extension() == ".png") {
    draw::Png png = draw::render_png(bytes, scale);
    if (png.bytes.empty()) {
      findings.error("E921", path, 0, "", "", "cannot be drawn: " + png.error,
                     "try .svg, or a smaller --scale");
      return false;
    }
    bytes = std::move(png.bytes);
  }
  return make_folder(std::filesystem::path(path).parent_path().string(), findings) &&
         io::write_file_atomically(path, bytes, findings);
}

} // namespace korridor::app
