// POSIX calls, so that every failure has its reason and data reach the disk before a name points at them.
#include "korridor/io/file.hpp"

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace korridor::io {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestFile = std::uintmax_t{256} << 20U;
constexpr mode_t kNewFileMode = 0666; // less the user's umask

/// A file descriptor that closes itself.
class Descriptor {
public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }
  /// Closing may be where a network disk first says that it is full.
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

private:
  int number_;
};

std::string reason(int error_number) { return std::generic_category().message(error_number); }

void report_unwritable(std::string const& path, int error_number, Findings& findings) {
  bool const is_full = error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
  findings.error(is_full ? "E702" : "E701", path, 0, "", "",
                 (is_full ? "does not fit on the disk: " : "cannot be written: ") + reason(error_number) +
                     "; nothing was changed",
                 is_full ? "free some space or write elsewhere"
                         : "choose a place that exists and that you may write to");
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t const written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// What a path means in the end: links are followed, so that the file and not the link is replaced.
std::string resolved(std::string const& path) {
  std::error_code error;
  fs::path const real = fs::weakly_canonical(path, error);
  return error ? path : real.string();
}

bool is_device(std::string const& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

bool write_directly(std::string const& path, std::string_view bytes, Findings& findings) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.is_open() && write_all(file.number(), bytes) && file.close()) return true;
  report_unwritable(path, errno, findings);
  return false;
}

// The rename itself must survive a power cut; a file system that cannot do this still has the file.
void flush_folder(fs::path const& folder) {
  Descriptor const descriptor(
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.is_open()) static_cast<void>(::fsync(descriptor.number()));
}

} // namespace

std::optional<std::string> read_file(std::string const& path, std::string const& name, Findings& findings) {
  auto const fail = [&](std::string const& why, std::string remedy) {
    findings.error("E103", name, 0, "", "", "cannot be read: " + why, std::move(remedy));
    return std::nullopt;
  };
  std::error_code error;
  fs::file_status const status = fs::status(path, error);
  if (!fs::exists(status)) return fail("there is no such file", "check the path");
  if (!fs::is_regular_file(status)) return fail("it is no file", "put a plain file there");
  if (fs::file_size(path, error) > kLargestFile) return fail("it is larger than 256 MiB", "split it");
  Descriptor const file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return fail(reason(errno), "check who may read it");
  std::string bytes;
  std::string buffer(std::size_t{1} << 16U, '\0');
  for (;;) {
    ssize_t const count = ::read(file.number(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(reason(errno), "check the disk");
    if (count == 0) return bytes;
    bytes.append(buffer, 0, static_cast<std::size_t>(count));
    if (bytes.size() > kLargestFile) return fail("it is larger than 256 MiB", "split it");
  }
}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})) {}

StagedFile::~StagedFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

bool StagedFile::write(std::string_view bytes, Findings& findings) {
  struct stat status {};
  bool const exists = ::stat(target_.c_str(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) {
    report_unwritable(target_, EISDIR, findings);
    return false;
  }
  fs::path const target(target_);
  fs::path const name = "." + target.filename().string() + "." + std::to_string(::getpid()) + ".part";
  std::string const temporary = (target.parent_path() / name).string();
  Descriptor file(
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, kNewFileMode));
  if (!file.is_open()) {
    report_unwritable(target_, errno, findings);
    return false;
  }
  temporary_ = temporary;
  if (exists)
    static_cast<void>(::fchmod(file.number(), status.st_mode & 07777U)); // else it keeps the new file's
  if (write_all(file.number(), bytes) && ::fsync(file.number()) == 0 && file.close()) return true;
  report_unwritable(target_, errno, findings);
  return false;
}

bool StagedFile::commit(Findings& findings) {
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
    report_unwritable(target_, errno, findings);
    return false;
  }
  temporary_.clear();
  flush_folder(fs::path(target_).parent_path());
  return true;
}

bool write_file_atomically(std::string const& path, std::string_view bytes, Findings& findings) {
  if (is_device(path)) return write_directly(path, bytes, findings);
  StagedFile file(resolved(path));
  return file.write(bytes, findings) && file.commit(findings);
}

} // namespace korridor::io
