#include "io/providers/simulator/files.hpp"

namespace charla::simulator {

namespace {

constexpr std::size_t tickets_max = 10'000;
constexpr std::int64_t first_id = 700'000'000'000'000;

} // namespace

kept_file file_shelf::add(kept_file f, const ports::crypto& crypto) {
  f.id = std::to_string(first_id + ++made_);
  const auto hash = crypto.sha256(*f.bytes);
  f.sha256.assign(reinterpret_cast<const char*>(hash.data()), hash.size());
  bytes_ += f.bytes->size();
  by_age_.push_back(f.id);
  if (!f.message_id.empty()) of_messages_[f.message_id] = f.id;
  files_[f.id] = f;
  while (bytes_ > bytes_max_ && by_age_.size() > 1) {
    remove(by_age_.front());
    by_age_.pop_front();
  }
  return f;
}

std::optional<kept_file> file_shelf::find(const std::string& id, flows::timestamp now) const {
  const auto found = files_.find(id);
  if (found == files_.end() || found->second.expires_at < now) return std::nullopt;
  return found->second;
}

std::optional<kept_file> file_shelf::of_message(const std::string& message_id) const {
  const auto id = of_messages_.find(message_id);
  if (id == of_messages_.end()) return std::nullopt;
  const auto found = files_.find(id->second);
  if (found == files_.end()) return std::nullopt;
  return found->second;
}

bool file_shelf::remove(const std::string& id) {
  const auto found = files_.find(id);
  if (found == files_.end()) return false;
  bytes_ -= found->second.bytes->size();
  of_messages_.erase(found->second.message_id);
  files_.erase(found);
  return true;
}

void file_shelf::open(std::string name, const std::string& id, flows::timestamp until) {
  if (tickets_.size() >= tickets_max) tickets_.erase(tickets_.begin());
  tickets_[std::move(name)] = {id, until};
}

std::optional<kept_file> file_shelf::by_ticket(const std::string& name, flows::timestamp now) const {
  const auto found = tickets_.find(name);
  if (found == tickets_.end() || found->second.until < now) return std::nullopt;
  return find(found->second.id, now);
}

void file_shelf::close_all() { tickets_.clear(); }

void file_shelf::clear() {
  files_.clear();
  by_age_.clear();
  of_messages_.clear();
  tickets_.clear();
  bytes_ = 0;
}

std::string filler(std::size_t n, std::int64_t seed) {
  const auto line = "simulated file " + std::to_string(seed) + '\n';
  std::string out;
  out.reserve(n + line.size());
  while (out.size() < n)
    out += line;
  out.resize(n);
  return out;
}

} // namespace charla::simulator
