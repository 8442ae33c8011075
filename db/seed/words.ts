/** Words from which the seed makes users and companies. Plain lists: every combination of them is used. */
export const FIRST_NAMES =
  "Ada Aiko Alejandro Amélie André Anke Anna Antoine Beatriz Björn Bruno Camila Carlos Céline Chiara Chloé Claire Daan Daniel David Diego Elena Elif Emil Emma Enzo Eva Fatima Felix Femke Finn Florian François Frieda Gabriel Giulia Grace Hana Hannah Haruto Helena Henrik Ines Ingrid Isabel Jack Jakob James Jana João Johanna Jonas José Julia Jürgen Kaito Karin Katarzyna Kenji Klara Laura Léa Lena Leon Liam Lina Louis Luca Lucía Luís Lukas Magnus Maja Manon Marco María Marie Marta Martin Mateo Matilde Max Mei Mia Michał Mila Milan Nadia Niamh Nils Noah Nora Oliver Olivia Omar Oscar Paula Pedro Pia Priya Rafael Raúl Renata Robin Rosa Sakura Sam Sanne Sara Sebastián Silvia Sofía Søren Sophie Stefan Tereza Theo Thomas Tiago Tom Ursula Valentina Vera Victor Willem Yara Yuki Zoë".split(
    " ",
  );

export const LAST_NAMES =
  "Abe Aguilar Almeida Andersson Bakker Barros Bauer Becker Bennett Bernard Bianchi Bondarenko Braun Brennan Brown Cardoso Castillo Chen Colombo Costa Cruz Dahl Davies Delgado Dubois Dupont Eklund Esposito Evans Faber Fernández Ferrari Fischer Fontaine Fournier Fuchs Fujita García Girard Gómez González Green Gruber Hansen Hartmann Hayashi Herrera Hoffmann Hughes Ibáñez Ito Jansen Jensen Johansson Jones Kaiser Kato Keller Kelly Khan Kim Klein Kobayashi Koch Kowalski Krüger Lambert Lang Laurent Lefèvre Lehmann Lindqvist López Maier Mancini Marino Martin Martínez Matsumoto Mayer Mendes Meyer Michel Moreau Moretti Mori Müller Muñoz Murphy Nakamura Navarro Neumann Nguyen Nielsen Novák Nowak Okafor Olsen Ortega Patel Pereira Pérez Petit Peters Ramos Ricci Richter Rivera Rojas Romano Rossi Roux Ruiz Saito Sánchez Santos Sato Schäfer Schmidt Schneider Schulz Schwarz Silva Simon Singh Smith Sousa Suzuki Takahashi Tanaka Thomas Torres Tran Vargas Vermeulen Visser Vogel Wagner Walker Weber Weiß White Williams Wilson Wolf Wright Yamada Yıldız Zhang Zimmermann".split(
    " ",
  );

export const TRADES =
  "Logistics;Dental Care;Architects;Law Office;Accounting;Bakery;Robotics;Design Studio;Hotels;Solar;Clinic;Print House;Engineering;Travel;Foods;Textiles;Media;Consulting;Real Estate;Pharmacy;Insurance Brokers;Machine Tools;Veterinary Practice;Publishing;Security;Landscaping;Opticians;Carpentry;Language School;Freight;Brewery;Laboratories;Interiors;Recruiting;Electronics;Garden Centre;Music School;Ship Supply".split(
    ";",
  );

export const PLACES =
  "Aachen;Amsterdam;Antwerp;Barcelona;Basel;Bergen;Bilbao;Bologna;Bordeaux;Bristol;Curitiba;Dublin;Espoo;Florence;Galway;Genoa;Ghent;Graz;Hamburg;Kobe;Kraków;Leeds;Lisbon;Lyon;Málaga;Nantes;Osaka;Oslo;Porto;Prague;Recife;Rotterdam;Sendai;Tallinn;Turin;Utrecht;Valencia;Vienna;Zürich".split(
    ";",
  );

export const PARTNER_NAMES =
  "Harbour IT;Alpine Cloud Services;Bluestone Systems;Nordlys Drift;Ponte Digital;Kestrel Managed IT;Sakura Systems;Meridian Hosting;Delta Netcare;Oak & Iron IT;Lumen Réseaux;Casa Azul Tecnologia;Tidewater Support;Granite Data;Veldhuis Automatisering;Fjord Backup".split(
    ";",
  );

export const UNIT_NAMES = "Headquarters;Sales;Engineering;Finance;Warehouse;Research;Service Desk".split(";");

/** A word as an email address has it: ASCII letters and digits, the rest left out. */
export function asciiWord(word: string): string {
  const spelled = word.replace(/ß/g, "ss").replace(/ø/gi, "o").replace(/ł/gi, "l").replace(/ı/g, "i");
  return spelled
    .normalize("NFD")
    .replace(/[^A-Za-z0-9]/g, "")
    .toLowerCase();
}
