#pragma once

#include "flows/error.hpp"
#include "io/json/reader.hpp"
#include "io/providers/simulator/wire.hpp"

#include <vector>

namespace charla::simulator {

/// One language of a message template as Meta keeps it.
struct message_template {
  std::string id;
  std::string account; ///< WhatsApp business account
  std::string name;
  std::string language;
  std::string category = "UTILITY";
  std::string status = "APPROVED";
  std::string quality = "UNKNOWN";
  std::string reason;            ///< of a rejection or a pause
  std::string components = "[]"; ///< JSON as it was given
  std::size_t parameters = 0;    ///< variables of the body
};

/// How many different `{{…}}` a text has.
[[nodiscard]] std::size_t variables_of(std::string_view text);

[[nodiscard]] std::string to_json(const message_template& t);

/// The templates of all accounts.
class template_shelf {
public:
  /// Reads `{"name","language","category","components":[…]}`; `status` and `reason` are taken too (for `/control`).
  /// @returns it as it is now. What is there already is replaced when `replace` says so, else refused.
  [[nodiscard]] tl::expected<message_template, refusal>
  put(const std::string& account, std::string_view json, bool replace);
  /// @returns how many languages went.
  std::size_t remove(const std::string& account, std::string_view name);
  /// `{"data":[…],"paging":{"cursors":{"after":"…"}}}`; `after` and `next` are there when more follow.
  [[nodiscard]] std::string
  page(const std::string& account, std::string_view base_url, std::string_view after, std::size_t limit) const;
  /// Why this template cannot be sent, if so.
  [[nodiscard]] std::optional<refusal> admit(const send_request& r) const;
  [[nodiscard]] const std::vector<message_template>& all() const noexcept { return all_; }
  /// The review's word on one; nullopt when it is not there.
  std::optional<message_template>
  decide(std::string_view name, std::string_view language, std::string_view status, std::string_view reason);
  void clear();

private:
  std::vector<message_template> all_;
  std::int64_t made_ = 0;
};

} // namespace charla::simulator
