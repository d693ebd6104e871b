#include "regressions.hpp"

namespace charla::prove {

using namespace flows; // NOLINT(google-build-using-namespace)

namespace {

value& field(flow& f, const char* node, const char* name) { return f.nodes.at(node).fields[name]; }

/// Another word in the Spanish text of a step.
edit text(const char* node) {
  return {std::string{"text of "} + node, false, [node](flow& f) {
            auto& translations = *field(f, node, "text").members();
            translations["es"] = *translations["es"].text() + " (nuevo)";
          }};
}
edit exit(const char* node, const char* name, const char* to) {
  return {std::string{"exit "} + node + '.' + name, false, [=](flow& f) { f.nodes.at(node).exits[name] = to; }};
}
edit set(const char* node, const char* name, value to) {
  return {std::string{"field "} + node + '.' + name, false, [=](flow& f) { field(f, node, name) = to; }};
}
edit harmless(std::string name, std::function<void(flow&)> make) { return {std::move(name), true, std::move(make)}; }

edit condition(std::size_t which, const char* member, const char* to) {
  return {"condition " + std::to_string(which) + '.' + member, false, [=](flow& f) {
            auto cases = *field(f, "grande", "cases").items();
            auto when = *cases[which]["when"].members();
            when[member] = to;
            auto one = *cases[which].members();
            one["when"] = when;
            cases[which] = one;
            field(f, "grande", "cases") = cases;
          }};
}

edit keywords(const char* intent, const char* to) {
  return {std::string{"keywords of "} + intent, false,
          [=](flow& f) { (*field(f, "intencion", "map").members())[intent] = to; }};
}

} // namespace

std::vector<edit> planted_edits() {
  std::vector<edit> out;
  for (const auto* node : {"lista", "aviso", "cuantos", "sabor", "agotado", "regalo", "confirmar", "gracias",
                           "gracias2", "chau", "derivar", "luego", "ayuda"})
    out.push_back(text(node));
  for (auto& e : std::vector<edit>{exit("intencion", "precio", "ayuda"),
                                   exit("intencion", "pedir", "ayuda"),
                                   exit("intencion", "persona", "ayuda"),
                                   exit("cuantos", "invalid", "ayuda"),
                                   exit("cuantos", "timeout", "ayuda"),
                                   exit("sabor", "carne", "stock"),
                                   exit("stock", "failed", "ayuda"),
                                   exit("stock", "timeout", "ayuda"),
                                   exit("respuesta", "no_match", "luego"),
                                   exit("prueba", "b", "gracias"),
                                   exit("baja", "next", "ayuda"),
                                   exit("idioma", "next", "luego"),
                                   set("cuantos", "max", "5"),
                                   set("cuantos", "retries", 0),
                                   set("cuantos", "timeout", "2s"),
                                   set("total", "value", "{{precio | plus: cuantas | round: 2}}"),
                                   set("sigue", "seconds", 7200),
                                   set("idioma", "language", "en"),
                                   set("marcar", "add", value::list{"otro"}),
                                   set("aviso", "after", "20s"),
                                   condition(0, "test", "less_than"),
                                   keywords("pedir", "zzz"),
                                   keywords("precio", "hola")})
    out.push_back(std::move(e));
  out.push_back({"menu interrupts no more", false, [](flow& f) { f.triggers[1].interrupts = false; }});
  out.push_back(harmless("comment", [](flow& f) { f.comment = "otra cosa"; }));
  out.push_back(harmless("positions", [](flow& f) {
    double x = 0;
    for (auto& entry : f.nodes)
      entry.second.at = position{x += 100, 50};
  }));
  out.push_back(harmless("notes on steps", [](flow& f) {
    for (auto& entry : f.nodes)
      entry.second.comment = "revisado";
  }));
  out.push_back(harmless("a step that nobody reaches", [](flow& f) {
    node n;
    n.id = "suelto";
    n.type = "send_text";
    n.fields.emplace("text", "nunca");
    f.nodes.emplace(n.id, n);
  }));
  out.push_back(harmless("nothing", [](flow&) {}));
  return out;
}

} // namespace charla::prove
