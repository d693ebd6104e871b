#include "io/config/field.hpp"

namespace charla::config {

using namespace field;

std::vector<key> channel_keys() {
  using c = ports::channel_config;
  constexpr auto at = &config::channel;
  return {
      in<at, &c::fake_mode>("channel.fake_mode",
                            "true: sends go to the simulator and nothing leaves the machine. Going live is false, the "
                            "token and the phone number id.",
                            {"WHATSAPP_FAKE_MODE"}),
      secret(in<at, &c::token>("channel.token", "Access token of the Cloud API.", {"WHATSAPP_TOKEN"})),
      in<at, &c::phone_number_id>("channel.phone_number_id", "The number's id in the Cloud API.",
                                  {"WHATSAPP_PHONE_NUMBER_ID"}),
      secret(
          in<at, &c::app_secret>("channel.app_secret", "The app's secret: signs webhooks.", {"WHATSAPP_APP_SECRET"})),
      secret(in<at, &c::verify_token>("channel.verify_token", "The text that the webhook's verification repeats.",
                                      {"WHATSAPP_VERIFY_TOKEN"})),
      in<at, &c::graph_url>("channel.graph_url", "Address of the Cloud API with its version."),
      in<at, &c::simulator_url>("channel.simulator_url",
                                "Address of a running simulator; empty: an own one on a free loopback port."),
      range(in<at, &c::number_rate>("channel.number_rate", "Messages a second from one number."), 0.01, 1'000'000),
      range(in<at, &c::pair_burst>("channel.pair_burst", "Messages to one recipient before the interval applies."), 1,
            10'000),
      range(in<at, &c::pair_interval>("channel.pair_interval_ms",
                                      "Interval between messages to one recipient after the burst."),
            0, day_ms),
      range(in<at, &c::send_timeout>("channel.send_timeout_ms", "Longest wait for the provider's answer."), 100,
            600'000),
      range(in<at, &c::group_quiet>("channel.group_quiet_ms",
                                    "A customer's lines that follow each other this quickly are one turn; 0: each line "
                                    "is a turn of its own."),
            0, 60'000),
      range(in<at, &c::group_max>("channel.group_max_ms", "Longest wait for a customer to stop writing."), 0, 600'000),
  };
}

std::vector<key> media_keys() {
  using m = ports::media_config;
  constexpr auto at = &config::media;
  return {
      in<at, &m::folder>("media.folder", "Folder of the files that customers send and that are sent to them."),
      range(in<at, &m::size_max>("media.size_max", "Bytes of one file, either way; WhatsApp takes 100 MB."), 1024,
            1 << 30),
      range(in<at, &m::fetches_max>("media.fetches_max", "Files that are fetched from providers at a time."), 1, 64),
      range(in<at, &m::attempts_max>("media.attempts_max", "Attempts at such a file before a person has to ask again."),
            1, 100),
      range(in<at, &m::keep_days>("media.keep_days", "Days that a file is kept since it was last used; 0: for ever."),
            0, 36'500),
      range(in<at, &m::link_lifetime>("media.link_lifetime_minutes", "Minutes that a link to a file opens it."), 1,
            10'080),
      in<at, &m::s3_endpoint>("media.s3_endpoint", "Address of a store that speaks S3, without the bucket: "
                                                   "https://s3.eu-west-1.amazonaws.com. Asked by path."),
      in<at, &m::s3_bucket>("media.s3_bucket", "The bucket for files; empty: they are in the folder."),
      in<at, &m::s3_region>("media.s3_region", "The bucket's region, which is part of every signature."),
      in<at, &m::s3_access_key>("media.s3_access_key", "Access key of the bucket."),
      secret(in<at, &m::s3_secret_key>("media.s3_secret_key", "Secret key of the bucket.")),
  };
}

std::vector<key> evolution_keys() {
  using e = ports::evolution_config;
  constexpr auto at = &config::evolution;
  return {
      in<at, &e::url>("evolution.url", "Where the unofficial gateway is that channels of type evolution use.",
                      {"EVOLUTION_API_URL"}),
      secret(in<at, &e::api_key>("evolution.api_key", "Its key.", {"EVOLUTION_API_KEY"})),
      in<at, &e::instance>("evolution.instance", "The instance there that a channel uses unless it names its own.",
                           {"EVOLUTION_INSTANCE_NAME"}),
  };
}

} // namespace charla::config
