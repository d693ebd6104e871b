// What the page says, in its three languages. A text stands in all of them or in none.
export const texts = {
  es: {
    docs: "Documentación", language: "Idioma", theme: "Claro u oscuro", signOut: "Salir", signIn: "Entrar", name: "Nombre",
    email: "Correo", password: "Contraseña", token: "Clave de instalación (si hay)", signInTitle: "Entrar",
    setupTitle: "Crear la primera cuenta", conversations: "Conversaciones", noConversations: "Nadie ha escrito todavía. Simula un mensaje a la derecha.",
    chooseOne: "Elige una conversación", takeOver: "Tomar la conversación", handBack: "Devolver al bot", close: "Cerrar",
    send: "Enviar", from: "Número", text: "Mensaje", simulateTitle: "Simular envío de texto", simulateSend: "Simular mensaje entrante",
    events: "Lo que pasa ahora", pause: "Pausar", resume: "Seguir", filter: "Filtrar", held: "{n} en espera", actors: "Actores",
    actor: "Actor", state: "Estado", mailbox: "Cola", processed: "Hechos", restarts: "Reinicios", live: "En vivo",
    reconnecting: "Reconectando…", silent: "Una persona atiende. El bot calla por {t} más.", silentOpen: "Una persona atiende. El bot calla hasta que se lo devuelvas.",
    paused: "En pausa: una persona tiene que mirar esta conversación.", inFlight: "{n} mensajes del bot ya estaban en camino.",
    author_contact: "Cliente", author_bot: "Bot", author_human: "Persona", author_system: "Sistema", mode_bot: "bot", mode_human: "persona",
    mode_paused: "en pausa", status_queued: "en cola", status_sent: "enviado", status_delivered: "entregado", status_read: "leído",
    status_played: "escuchado", status_failed: "falló", simulated: "simulada", failed: "No se pudo: {why}",
  },
  pt: {
    docs: "Documentação", language: "Idioma", theme: "Claro ou escuro", signOut: "Sair", signIn: "Entrar", name: "Nome",
    email: "E-mail", password: "Senha", token: "Chave de instalação (se houver)", signInTitle: "Entrar",
    setupTitle: "Criar a primeira conta", conversations: "Conversas", noConversations: "Ninguém escreveu ainda. Simule uma mensagem à direita.",
    chooseOne: "Escolha uma conversa", takeOver: "Assumir a conversa", handBack: "Devolver ao bot", close: "Encerrar",
    send: "Enviar", from: "Número", text: "Mensagem", simulateTitle: "Simular envio de texto", simulateSend: "Simular mensagem recebida",
    events: "O que acontece agora", pause: "Pausar", resume: "Continuar", filter: "Filtrar", held: "{n} em espera", actors: "Atores",
    actor: "Ator", state: "Estado", mailbox: "Fila", processed: "Feitos", restarts: "Reinícios", live: "Ao vivo",
    reconnecting: "Reconectando…", silent: "Uma pessoa atende. O bot fica em silêncio por mais {t}.", silentOpen: "Uma pessoa atende. O bot fica em silêncio até você devolver.",
    paused: "Em pausa: uma pessoa precisa olhar esta conversa.", inFlight: "{n} mensagens do bot já estavam a caminho.",
    author_contact: "Cliente", author_bot: "Bot", author_human: "Pessoa", author_system: "Sistema", mode_bot: "bot", mode_human: "pessoa",
    mode_paused: "em pausa", status_queued: "na fila", status_sent: "enviada", status_delivered: "entregue", status_read: "lida",
    status_played: "ouvida", status_failed: "falhou", simulated: "simulada", failed: "Não deu: {why}",
  },
  en: {
    docs: "Documentation", language: "Language", theme: "Light or dark", signOut: "Sign out", signIn: "Sign in", name: "Name",
    email: "E-mail", password: "Password", token: "Installation token (if any)", signInTitle: "Sign in",
    setupTitle: "Create the first account", conversations: "Conversations", noConversations: "Nobody has written yet. Simulate a message on the right.",
    chooseOne: "Choose a conversation", takeOver: "Take over", handBack: "Give back to the bot", close: "Close",
    send: "Send", from: "Number", text: "Message", simulateTitle: "Simulate a text", simulateSend: "Simulate an inbound message",
    events: "Happening now", pause: "Pause", resume: "Go on", filter: "Filter", held: "{n} held", actors: "Actors",
    actor: "Actor", state: "State", mailbox: "Mailbox", processed: "Done", restarts: "Restarts", live: "Live",
    reconnecting: "Reconnecting…", silent: "A person answers. The bot is silent for {t} more.", silentOpen: "A person answers. The bot is silent until you give it back.",
    paused: "Paused: a person has to look at this conversation.", inFlight: "{n} of the bot's messages were on their way already.",
    author_contact: "Customer", author_bot: "Bot", author_human: "Person", author_system: "System", mode_bot: "bot", mode_human: "person",
    mode_paused: "paused", status_queued: "queued", status_sent: "sent", status_delivered: "delivered", status_read: "read",
    status_played: "played", status_failed: "failed", simulated: "simulated", failed: "It failed: {why}",
  },
};

let language = texts[localStorage.getItem("language")] ? localStorage.getItem("language") : "es";

export const currentLanguage = () => language;

export function say(key, values = {}) {
  let text = texts[language][key] ?? key;
  for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
  return text;
}

/** Writes every element that names its text in `data-text`. */
export function translatePage() {
  document.documentElement.lang = language;
  for (const e of document.querySelectorAll("[data-text]")) e.textContent = say(e.dataset.text);
  for (const e of document.querySelectorAll("[data-placeholder]")) e.placeholder = say(e.dataset.placeholder);
}

export function chooseLanguage(next) {
  language = texts[next] ? next : "es";
  localStorage.setItem("language", language);
  translatePage();
}
