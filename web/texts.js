// What the page says, in its three languages. A text stands in all of them or in none.
export const texts = {
  es: {
    docs: "Documentación", language: "Idioma", theme: "Claro u oscuro", signOut: "Salir", signIn: "Entrar", name: "Nombre",
    email: "Correo", password: "Contraseña", token: "Clave de instalación (si hay)", signInTitle: "Entrar",
    setupTitle: "Crear la primera cuenta", conversations: "Conversaciones", noConversations: "Nadie ha escrito todavía. Simula un mensaje.",
    chooseOne: "Elige una conversación", takeOver: "Tomar la conversación", handBack: "Devolver al bot", close: "Cerrar",
    send: "Enviar", from: "Número", text: "Mensaje", simulateTitle: "Ser un cliente", simulateSend: "Simular mensaje entrante", sendText: "Simular envío de texto",
    events: "Lo que pasa ahora", pause: "Pausar", resume: "Seguir", filter: "Filtrar", held: "{n} en espera", actors: "Actores",
    actor: "Actor", state: "Estado", mailbox: "Cola", processed: "Hechos", restarts: "Reinicios", live: "En vivo",
    reconnecting: "Sin conexión desde hace {n} s; reconectando…", silent: "Una persona atiende. El bot calla por {t} más.", silentOpen: "Una persona atiende. El bot calla hasta que se lo devuelvas.",
    paused: "En pausa: una persona tiene que mirar esta conversación.", inFlight: "{n} mensajes del bot ya estaban en camino.",
    author_contact: "Cliente", author_bot: "Bot", author_human: "Persona", author_system: "Sistema", mode_bot: "bot", mode_human: "persona",
    mode_paused: "en pausa", status_queued: "en cola", status_sent: "enviado", status_delivered: "entregado", status_read: "leído",
    status_played: "escuchado", status_failed: "falló", simulated: "simulada", failed: "No se pudo: {why}",
    yourName: "Tu nombre", setupDo: "Crear cuenta y entrar", setupHint: "Será la dueña de esta instalación: puede verlo y cambiarlo todo. La contraseña, de 10 letras o más.",
    signInHint: "Al arrancar, la terminal muestra un enlace para entrar y la primera contraseña.", simulateHint: "Escribe como si fueras un cliente: sigue el mismo camino que un mensaje real de WhatsApp.",
    answerAsPerson: "Responder como persona (el bot se calla)", waiting: "Aceptado. El bot espera un momento por si el cliente sigue escribiendo…", waitingTitle: "Mensaje aceptado",
    botAnswers: "Contesta el bot.", closed: "cerrada", id: "Id", age: "Edad", idleShards: "Mostrar los shards sin conversaciones",
    n_accepted: "Aceptados/s", n_turns: "Turnos/s", n_sent: "Envíos/s", n_waiting: "Por atender", n_leaving: "Por enviar", n_resident: "En memoria",
    wrongPair: "El correo y la contraseña no van juntos.", tooMany: "Demasiados intentos: espera un momento.", away: "El servidor no contesta ahora. Se puede volver a intentar.",
    field_required: "falta", field_too_short: "demasiado corta", field_email: "no es un correo", field_phone: "no es un teléfono con código de país",
    control_changed_human: "Tomada por una persona", control_changed_bot: "Devuelta al bot", control_changed_paused: "En pausa", status_changed_open: "Abierta de nuevo", status_changed_resolved: "Cerrada",
  },
  pt: {
    docs: "Documentação", language: "Idioma", theme: "Claro ou escuro", signOut: "Sair", signIn: "Entrar", name: "Nome",
    email: "E-mail", password: "Senha", token: "Chave de instalação (se houver)", signInTitle: "Entrar",
    setupTitle: "Criar a primeira conta", conversations: "Conversas", noConversations: "Ninguém escreveu ainda. Simule uma mensagem.",
    chooseOne: "Escolha uma conversa", takeOver: "Assumir a conversa", handBack: "Devolver ao bot", close: "Encerrar",
    send: "Enviar", from: "Número", text: "Mensagem", simulateTitle: "Ser um cliente", simulateSend: "Simular mensagem recebida", sendText: "Simular envio de texto",
    events: "O que acontece agora", pause: "Pausar", resume: "Continuar", filter: "Filtrar", held: "{n} em espera", actors: "Atores",
    actor: "Ator", state: "Estado", mailbox: "Fila", processed: "Feitos", restarts: "Reinícios", live: "Ao vivo",
    reconnecting: "Sem conexão há {n} s; reconectando…", silent: "Uma pessoa atende. O bot fica em silêncio por mais {t}.", silentOpen: "Uma pessoa atende. O bot fica em silêncio até você devolver.",
    paused: "Em pausa: uma pessoa precisa olhar esta conversa.", inFlight: "{n} mensagens do bot já estavam a caminho.",
    author_contact: "Cliente", author_bot: "Bot", author_human: "Pessoa", author_system: "Sistema", mode_bot: "bot", mode_human: "pessoa",
    mode_paused: "em pausa", status_queued: "na fila", status_sent: "enviada", status_delivered: "entregue", status_read: "lida",
    status_played: "ouvida", status_failed: "falhou", simulated: "simulada", failed: "Não deu: {why}",
    yourName: "Seu nome", setupDo: "Criar conta e entrar", setupHint: "Será a dona desta instalação: pode ver e mudar tudo. A senha, com 10 letras ou mais.",
    signInHint: "Ao iniciar, o terminal mostra um link para entrar e a primeira senha.", simulateHint: "Escreva como se fosse um cliente: segue o mesmo caminho de uma mensagem real do WhatsApp.",
    answerAsPerson: "Responder como pessoa (o bot se cala)", waiting: "Aceita. O bot espera um momento caso o cliente continue escrevendo…", waitingTitle: "Mensagem aceita",
    botAnswers: "O bot responde.", closed: "encerrada", id: "Id", age: "Idade", idleShards: "Mostrar os shards sem conversas",
    n_accepted: "Aceitas/s", n_turns: "Turnos/s", n_sent: "Envios/s", n_waiting: "A atender", n_leaving: "A enviar", n_resident: "Na memória",
    wrongPair: "O e-mail e a senha não combinam.", tooMany: "Tentativas demais: espere um momento.", away: "O servidor não responde agora. Pode tentar de novo.",
    field_required: "falta", field_too_short: "curta demais", field_email: "não é um e-mail", field_phone: "não é um telefone com código do país",
    control_changed_human: "Assumida por uma pessoa", control_changed_bot: "Devolvida ao bot", control_changed_paused: "Em pausa", status_changed_open: "Reaberta", status_changed_resolved: "Encerrada",
  },
  en: {
    docs: "Documentation", language: "Language", theme: "Light or dark", signOut: "Sign out", signIn: "Sign in", name: "Name",
    email: "E-mail", password: "Password", token: "Installation token (if any)", signInTitle: "Sign in",
    setupTitle: "Create the first account", conversations: "Conversations", noConversations: "Nobody has written yet. Simulate a message.",
    chooseOne: "Choose a conversation", takeOver: "Take over", handBack: "Give back to the bot", close: "Close",
    send: "Send", from: "Number", text: "Message", simulateTitle: "Be a customer", simulateSend: "Simulate an inbound message", sendText: "Simulate sending a text",
    events: "Happening now", pause: "Pause", resume: "Go on", filter: "Filter", held: "{n} held", actors: "Actors",
    actor: "Actor", state: "State", mailbox: "Mailbox", processed: "Done", restarts: "Restarts", live: "Live",
    reconnecting: "No connection for {n} s; reconnecting…", silent: "A person answers. The bot is silent for {t} more.", silentOpen: "A person answers. The bot is silent until you give it back.",
    paused: "Paused: a person has to look at this conversation.", inFlight: "{n} of the bot's messages were on their way already.",
    author_contact: "Customer", author_bot: "Bot", author_human: "Person", author_system: "System", mode_bot: "bot", mode_human: "person",
    mode_paused: "paused", status_queued: "queued", status_sent: "sent", status_delivered: "delivered", status_read: "read",
    status_played: "played", status_failed: "failed", simulated: "simulated", failed: "It failed: {why}",
    yourName: "Your name", setupDo: "Create the account and sign in", setupHint: "It will own this installation: it may see and change everything. A password of 10 letters or more.",
    signInHint: "At its start the terminal shows a link to sign in and the first password.", simulateHint: "Write as a customer would: it goes the very way of a real WhatsApp message.",
    answerAsPerson: "Answer as a person (the bot falls silent)", waiting: "Accepted. The bot waits a moment in case the customer goes on writing…", waitingTitle: "Message accepted",
    botAnswers: "The bot answers.", closed: "closed", id: "Id", age: "Age", idleShards: "Show shards without conversations",
    n_accepted: "Accepted/s", n_turns: "Turns/s", n_sent: "Sends/s", n_waiting: "Waiting", n_leaving: "To be sent", n_resident: "In memory",
    wrongPair: "E-mail and password do not belong together.", tooMany: "Too many attempts: wait a moment.", away: "The server does not answer now. It can be tried again.",
    field_required: "is missing", field_too_short: "too short", field_email: "is no e-mail address", field_phone: "is no telephone number with country code",
    control_changed_human: "Taken over by a person", control_changed_bot: "Given back to the bot", control_changed_paused: "Paused", status_changed_open: "Opened again", status_changed_resolved: "Closed",
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
  for (const e of document.querySelectorAll("[data-label]")) {
    e.setAttribute("aria-label", say(e.dataset.label));
    e.title = say(e.dataset.label);
  }
}

/** What went wrong, in the reader's language where we have the words, else in the server's. */
export function explain(error) {
  if (error.fields?.length > 0)
    return error.fields.map((f) => `${texts[language][f.field] ?? f.field}: ${texts[language][`field_${f.reason}`] ?? f.hint}`).join(" ");
  if (error.status === 401) return say("wrongPair");
  if (error.status === 429) return say("tooMany");
  if (error.status === 503 || error instanceof TypeError) return say("away"); // fetch throws TypeError without a network
  return say("failed", { why: error.message });
}

export function chooseLanguage(next) {
  language = texts[next] ? next : "es";
  localStorage.setItem("language", language);
  translatePage();
}
