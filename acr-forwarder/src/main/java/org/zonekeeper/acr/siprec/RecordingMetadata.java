package org.zonekeeper.acr.siprec;

import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a call as a complete SIPREC recording metadata document (RFC 7865, namespace {@code
 * urn:ietf:params:xml:ns:recording:1}). Stateless; any thread.
 *
 * <ul>
 *   <li>the call is a communication session, from the answer to the end of the line;
 *   <li>customer and agent are participants, by the contact's reference and the agent's extension:
 *       never by a name or a number;
 *   <li>a participant is associated with the session while on the call, and with the streams while
 *       not on hold;
 *   <li>the session is associated with its recording while the recording is not paused;
 *   <li>what the standard has no place for (job, campaign, completion code …) is in an element of
 *       our own namespace, as the standard allows.
 * </ul>
 *
 * Ids are made of zone and call, so that the same call always has the same.
 */
public final class RecordingMetadata {
  /** The standard's namespace. */
  public static final String NAMESPACE = "urn:ietf:params:xml:ns:recording:1";

  /** Of the element that carries what the standard has no place for. */
  public static final String OWN_NAMESPACE = "urn:zonekeeper:recording:1";

  private final RecordedCall story;
  private final String sipDomain;
  private final XMLStreamWriter xml;

  private RecordingMetadata(RecordedCall story, String sipDomain, XMLStreamWriter xml) {
    this.story = story;
    this.sipDomain = sipDomain;
    this.xml = xml;
  }

  /**
   * The document.
   *
   * @param story of a call that was answered
   * @param sipDomain domain of the agents' addresses of record
   * @throws IllegalStateException if the call was never answered
   */
  public static String of(RecordedCall story, String sipDomain) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      new RecordingMetadata(story, sipDomain, xml).document();
      xml.close();
      return out.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML could not be written into memory", e);
    }
  }

  private void document() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.setDefaultNamespace(NAMESPACE);
    xml.writeStartElement(NAMESPACE, "recording");
    xml.writeDefaultNamespace(NAMESPACE);
    text("datamode", "complete");
    session();
    participant("customer", "urn:zonekeeper:contact:" + encoded(tag("contact")), "customer");
    if (story.agent().isPresent()) {
      RecordedCall.Agent agent = story.agent().get();
      participant(
          "agent", "sip:%s@%s".formatted(encoded(agent.extension()), sipDomain), agent.id());
    }
    stream("customer");
    if (story.agent().isPresent()) {
      stream("agent");
    }
    associations();
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void session() throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, "session");
    xml.writeAttribute("session_id", id("session"));
    text("start-time", time(story.call().from()));
    if (story.endedAt().isPresent()) {
      text("stop-time", time(story.endedAt().getAsLong()));
    }
    xml.setPrefix("zk", OWN_NAMESPACE);
    xml.writeEmptyElement("zk", "call", OWN_NAMESPACE);
    xml.writeNamespace("zk", OWN_NAMESPACE);
    for (Map.Entry<String, String> tag : new TreeMap<>(story.tags()).entrySet()) {
      xml.writeAttribute(tag.getKey(), tag.getValue());
    }
    xml.writeEndElement();
  }

  private void participant(String role, String address, String name) throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, "participant");
    xml.writeAttribute("participant_id", id(role));
    xml.writeStartElement(NAMESPACE, "nameID");
    xml.writeAttribute("aor", address);
    text("name", name);
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void stream(String role) throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, "stream");
    xml.writeAttribute("stream_id", id("stream of " + role));
    xml.writeAttribute("session_id", id("session"));
    xml.writeEndElement();
  }

  private void associations() throws XMLStreamException {
    TimeSpan call = story.call();
    Optional<TimeSpan> talk =
        story.agent().map(agent -> new TimeSpan(agent.joinedAt(), call.until()));
    for (TimeSpan recorded : call.without(story.pauses())) {
      xml.writeStartElement(NAMESPACE, "sessionrecordingassoc");
      xml.writeAttribute("session_id", id("session"));
      times(recorded);
      xml.writeEndElement();
    }
    onSession("customer", call);
    if (talk.isPresent()) {
      onSession("agent", talk.get());
    }
    List<TimeSpan> together = talk.map(span -> span.without(story.holds())).orElse(List.of());
    if (together.isEmpty()) {
      onStreams("customer", Optional.empty(), call);
    }
    for (TimeSpan span : together) {
      onStreams("customer", Optional.of("agent"), span);
      onStreams("agent", Optional.of("customer"), span);
    }
  }

  private void onSession(String role, TimeSpan span) throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, "participantsessionassoc");
    xml.writeAttribute("participant_id", id(role));
    xml.writeAttribute("session_id", id("session"));
    times(span);
    xml.writeEndElement();
  }

  private void onStreams(String role, Optional<String> other, TimeSpan span)
      throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, "participantstreamassoc");
    xml.writeAttribute("participant_id", id(role));
    text("send", id("stream of " + role));
    if (other.isPresent()) {
      text("recv", id("stream of " + other.get()));
    }
    times(span);
    xml.writeEndElement();
  }

  private void times(TimeSpan span) throws XMLStreamException {
    text("associate-time", time(span.from()));
    if (span.until().isPresent()) {
      text("disassociate-time", time(span.until().getAsLong()));
    }
  }

  private void text(String element, String content) throws XMLStreamException {
    xml.writeStartElement(NAMESPACE, element);
    xml.writeCharacters(content);
    xml.writeEndElement();
  }

  private String tag(String name) {
    return story.tags().getOrDefault(name, "");
  }

  /** A UUID in base64, as the standard has it. */
  private String id(String of) {
    String name = "%s/%s/%s".formatted(story.zone(), story.callId(), of);
    UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes =
        ByteBuffer.allocate(16)
            .putLong(uuid.getMostSignificantBits())
            .putLong(uuid.getLeastSignificantBits());
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
