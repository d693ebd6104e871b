#include "flows/expr/plain_number.hpp"
#include "flows/steps/types.hpp"

#include <cmath>

/// `send_location`: sends a place: degrees (WGS 84), `name` and `address`. Coordinates that come out of the templates
/// as none are traced, and nothing is sent.
namespace charla::flows::steps {

namespace {

constexpr std::array rules{
    field_rule{"latitude", field_kind::filled, true, "degrees, north positive"},
    field_rule{"longitude", field_kind::filled, true, "degrees, east positive"},
    field_rule{"name", field_kind::filled, false, "the place's name"},
    field_rule{"address", field_kind::filled, false, "its address"},
};

std::optional<double> degrees(std::string_view text, double most) {
  const auto n = expr::read_number(text);
  if (!n || std::abs(*n) > most) return std::nullopt;
  return n;
}

class send_location final : public step {
public:
  explicit send_location(field_reader& f)
      : latitude_(f.filled("latitude")), longitude_(f.filled("longitude")), name_(f.filled("name")),
        address_(f.filled("address")) {}

  result<outcome> enter(context& c) const override {
    const auto latitude = degrees(c.fill(latitude_), 90);
    const auto longitude = degrees(c.fill(longitude_), 180);
    if (!latitude || !longitude) {
      c.trace("not_a_place");
      return leave{"next"};
    }
    location_content body;
    body.latitude = *latitude;
    body.longitude = *longitude;
    body.name = c.fill(name_);
    body.address = c.fill(address_);
    if (auto sent = c.send(std::move(body)); !sent) return failed(sent);
    return leave{"next"};
  }

private:
  expr::text_template latitude_;
  expr::text_template longitude_;
  expr::text_template name_;
  expr::text_template address_;
};

} // namespace

step_type send_location_step() {
  return {.name = "send_location",
          .about = "Sends a place on the map",
          .fields = rules,
          .exits = only_next,
          .speaks = true,
          .compile = [](field_reader& f) -> std::unique_ptr<const step> { return std::make_unique<send_location>(f); }};
}

} // namespace charla::flows::steps
