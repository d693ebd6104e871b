#include "io/json/codec.hpp"

#include "io/json/cause_codec.hpp"
#include "io/json/content_codec.hpp"
#include "io/json/conversation_codec.hpp"
#include "io/json/event_codec.hpp"
#include "io/json/flow_codec.hpp"
#include "io/json/pointer.hpp"
#include "io/json/turn_codec.hpp"

namespace charla::json {

namespace {

constexpr std::int64_t version_now = 1;
constexpr std::int64_t version_oldest = 1; // version 1 has no predecessor

template <class T>
std::string write(const T& v, std::size_t expected_bytes) {
  writer w{expected_bytes};
  w.begin_object().member("v", version_now);
  writing archive{w};
  members(archive, v);
  return w.end_object().take();
}

void check_version(const fields& f) {
  if (!f.has("v")) return f.missing("v");
  std::int64_t version = 0;
  f.read("v", version);
  if (version < version_oldest || version > version_now)
    f.wrong("v", "json.version",
            "this program reads versions " + std::to_string(version_oldest) + " to " + std::to_string(version_now)
                + ", this is version " + std::to_string(version));
}

template <class T>
flows::result<T> read(std::string_view bytes) {
  const auto parsed = document::parse(bytes);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const trail top;
  problem p;
  const fields f{parsed->root(), top, p};
  check_version(f);
  T out{};
  reading archive{f};
  if (!p.any()) members(archive, out);
  if (p.any()) return tl::make_unexpected(p.take());
  return out;
}

class json_codec final : public ports::codec {
public:
  std::string encode(const flows::cause_body& c) const override { return write(c, 512); }
  flows::result<flows::cause_body> decode_cause(std::string_view b) const override {
    return read<flows::cause_body>(b);
  }
  std::string encode(const flows::conversation& c) const override { return write(c, 768); }
  flows::result<flows::conversation> decode_conversation(std::string_view b) const override {
    return read<flows::conversation>(b);
  }
  std::string encode(const flows::content& c) const override { return write(c, 256); }
  flows::result<flows::content> decode_content(std::string_view b) const override { return read<flows::content>(b); }
  std::string encode(const flows::address& a) const override { return write(a, 96); }
  flows::result<flows::address> decode_address(std::string_view b) const override { return read<flows::address>(b); }
  std::string encode(const ports::turn_record& t) const override { return write(t, 1024); }
  flows::result<ports::turn_record> decode_turn(std::string_view b) const override {
    return read<ports::turn_record>(b);
  }
  std::string encode(const std::vector<flows::trace_line>& trace) const override {
    writer w{64 + trace.size() * 64};
    writing archive{w};
    archive.put(trace);
    return w.take();
  }
  std::string encode(const std::map<std::string, std::string>& texts) const override {
    writer w{256};
    writing archive{w};
    archive.put(texts);
    return w.take();
  }
  flows::result<std::map<std::string, std::string>>
  pick(std::string_view json, const std::map<std::string, std::string>& pointers) const override {
    return json::pick(json, pointers);
  }
  flows::result<flows::flow> decode_flow(std::string_view json) const override { return read_flow(json); }
  std::string encode(const flows::flow& f) const override { return write_flow(f); }
  std::string encode(const ports::told_event& e) const override { return write_event(e); }
};

} // namespace

std::unique_ptr<ports::codec> make_codec() { return std::make_unique<json_codec>(); }

} // namespace charla::json
