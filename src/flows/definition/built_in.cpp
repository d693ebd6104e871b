#include "flows/definition/built_in.hpp"

namespace charla::flows {

namespace {

node say(std::string id, value::object texts) {
  node n;
  n.id = std::move(id);
  n.type = "send_text";
  n.fields.emplace("text", std::move(texts));
  return n;
}

flow written() {
  flow f;
  f.version = 1;
  f.name = "built-in";
  f.start = "intent";
  f.comment = "Answers while no flow is live";
  node intent;
  intent.id = "intent";
  intent.type = "intent";
  intent.fields.emplace("map", value::object{{"price", "precio, preco, price"},
                                             {"greeting", "hola, buenas, buenos dias, ola, oi, bom dia, boa tarde, "
                                                          "boa noite, hello, good morning"}});
  intent.fields.emplace("order", "price, greeting");
  intent.exits = {{"price", "price"}, {"greeting", "greeting"}, {"default", "default"}};
  for (auto& n :
       {intent,
        say("price", {{"es", "Nuestra lista de precios: ..."},
                      {"pt", "Nossa lista de preços: ..."},
                      {"en", "Our price list: ..."}}),
        say("greeting", {{"es", "¡Hola! ¿En qué puedo ayudarte?"},
                         {"pt", "Olá! Como posso ajudar?"},
                         {"en", "Hello! How can I help you?"}}),
        say("default",
            {{"es", "¿En qué puedo ayudarte?"}, {"pt", "Como posso ajudar?"}, {"en", "How can I help you?"}})})
    f.nodes.emplace(n.id, n);
  return f;
}

} // namespace

const std::shared_ptr<const program>& built_in_flow() {
  static const auto ready = compile(written()).ready;
  return ready;
}

} // namespace charla::flows
