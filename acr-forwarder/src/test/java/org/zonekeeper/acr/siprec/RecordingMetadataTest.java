package org.zonekeeper.acr.siprec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.zonekeeper.schemas.common.CompletionCodeKind;
import org.zonekeeper.schemas.common.NuisanceCause;
import org.zonekeeper.schemas.common.Party;
import org.zonekeeper.schemas.common.RecordingPauseReason;
import org.zonekeeper.schemas.recorder.AgentJoinedCall;
import org.zonekeeper.schemas.recorder.CallDispositioned;
import org.zonekeeper.schemas.recorder.CallEnded;
import org.zonekeeper.schemas.recorder.CallFlaggedNuisance;
import org.zonekeeper.schemas.recorder.CallPutOnHold;
import org.zonekeeper.schemas.recorder.CallStarted;
import org.zonekeeper.schemas.recorder.CallTakenOffHold;
import org.zonekeeper.schemas.recorder.CallUnderWay;
import org.zonekeeper.schemas.recorder.RecorderHeader;
import org.zonekeeper.schemas.recorder.RecorderStream.RecorderEvent;
import org.zonekeeper.schemas.recorder.RecordingPaused;
import org.zonekeeper.schemas.recorder.RecordingResumed;

/** Calls as SIPREC metadata, each held against the standard's schema. */
class RecordingMetadataTest {
  private static final long T0 = 1_795_334_400_000L;
  private static Schema schema;

  private long sequence;

  @BeforeAll
  static void readTheSchema() throws SAXException {
    schema =
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(RecordingMetadataTest.class.getResource("rfc7865.xsd"));
  }

  @Test
  void aConversationHasTwoParticipantsWithTheirStreams() throws Exception {
    Document document = metadata(started(), joined(), ended(60), dispositioned());

    assertThat(texts(document, "datamode")).containsExactly("complete");
    assertThat(texts(document, "start-time")).containsExactly("2026-11-22T08:00:00Z");
    assertThat(texts(document, "stop-time")).containsExactly("2026-11-22T08:01:00Z");
    assertThat(attributes(document, "nameID", "aor"))
        .containsExactly("urn:zonekeeper:contact:spring%2Frow-1", "sip:2001@example.org");
    assertThat(elements(document, "stream")).hasSize(2);
    assertThat(elements(document, "sessionrecordingassoc")).hasSize(1);
    assertThat(times(document, "participantsessionassoc"))
        .containsExactly("08:00:00Z-08:01:00Z", "08:00:02Z-08:01:00Z");
    assertThat(times(document, "participantstreamassoc"))
        .containsExactly("08:00:02Z-08:01:00Z", "08:00:02Z-08:01:00Z");
    Element own =
        (Element) document.getElementsByTagNameNS(RecordingMetadata.OWN_NAMESPACE, "call").item(0);
    assertThat(own.getAttribute("campaign")).isEqualTo("spring");
    assertThat(own.getAttribute("completionCode")).isEqualTo("Sale \"A\" <&>");
    assertThat(own.getAttribute("sessionId")).isEqualTo("s-1");
  }

  @Test
  void everyAssociationRefersToWhatIsThere() throws Exception {
    Document document = metadata(started(), joined(), ended(60), dispositioned());

    List<String> participants = attributes(document, "participant", "participant_id");
    List<String> streams = attributes(document, "stream", "stream_id");
    List<String> sessions = attributes(document, "session", "session_id");
    assertThat(participants).doesNotHaveDuplicates().hasSize(2);
    assertThat(streams).doesNotHaveDuplicates();
    for (String assoc : List.of("participantsessionassoc", "participantstreamassoc")) {
      assertThat(participants).containsAll(attributes(document, assoc, "participant_id"));
    }
    assertThat(sessions).containsAll(attributes(document, "stream", "session_id"));
    assertThat(streams).containsAll(texts(document, "send")).containsAll(texts(document, "recv"));
  }

  @Test
  void aPauseIsNotAssociatedWithTheRecording() throws Exception {
    Document document =
        metadata(started(), joined(), paused(10), resumed(20), paused(50), ended(60));

    assertThat(times(document, "sessionrecordingassoc"))
        .containsExactly("08:00:00Z-08:00:10Z", "08:00:20Z-08:00:50Z");
    assertThat(times(document, "participantsessionassoc")).hasSize(2);
  }

  @Test
  void whoIsOnHoldIsOnNoStream() throws Exception {
    Document document = metadata(started(), joined(), held(10), unheld(30), ended(60));

    assertThat(times(document, "participantstreamassoc"))
        .containsExactly(
            "08:00:02Z-08:00:10Z",
            "08:00:02Z-08:00:10Z",
            "08:00:30Z-08:01:00Z",
            "08:00:30Z-08:01:00Z");
  }

  @Test
  void aCallThatGoesOnHasNoEnd() throws Exception {
    Document document = metadata(started(), joined());

    assertThat(elements(document, "stop-time")).isEmpty();
    assertThat(elements(document, "disassociate-time")).isEmpty();
  }

  @Test
  void aNuisanceCallHasOneParticipant() throws Exception {
    Document document =
        metadata(
            started(),
            new CallFlaggedNuisance(header(3), "c-1", "j-1", "spring", NuisanceCause.FAILOVER),
            ended(9));

    assertThat(elements(document, "participant")).hasSize(1);
    assertThat(times(document, "participantstreamassoc")).containsExactly("08:00:00Z-08:00:09Z");
  }

  @Test
  void whatIsToldAnewIsEnoughWhereTheBeginningIsGone() throws Exception {
    Document document =
        metadata(
            new CallUnderWay(
                header(40),
                "c-1",
                "j-1",
                "spring",
                "spring/row-1",
                T0,
                "anna",
                "2001",
                "s-1",
                T0 + 2000,
                false,
                RecordingPauseReason.CARD_DATA,
                null,
                null,
                "",
                null),
            resumed(45),
            ended(60));

    assertThat(elements(document, "participant")).hasSize(2);
    assertThat(times(document, "sessionrecordingassoc"))
        .containsExactly("08:00:00Z-08:00:40Z", "08:00:45Z-08:01:00Z");
  }

  @Test
  void theSchemaCanSayNo() {
    assertThatThrownBy(
            () ->
                validate(
                    "<recording xmlns='%s'><session/></recording>"
                        .formatted(RecordingMetadata.NAMESPACE)))
        .isInstanceOf(SAXException.class)
        .hasMessageContaining("session_id");
  }

  private CallStarted started() {
    return new CallStarted(header(0), "c-1", "j-1", "spring", "spring/row-1", T0, T0 + 500);
  }

  private AgentJoinedCall joined() {
    return new AgentJoinedCall(
        header(2), "c-1", "j-1", "spring", "spring/row-1", "anna", "2001", "s-1", T0 + 2000);
  }

  private CallPutOnHold held(int second) {
    return new CallPutOnHold(header(second), "c-1", "anna");
  }

  private CallTakenOffHold unheld(int second) {
    return new CallTakenOffHold(header(second), "c-1", "anna");
  }

  private RecordingPaused paused(int second) {
    return new RecordingPaused(header(second), "c-1", "anna", RecordingPauseReason.CARD_DATA);
  }

  private RecordingResumed resumed(int second) {
    return new RecordingResumed(header(second), "c-1", "anna");
  }

  private CallEnded ended(int second) {
    return new CallEnded(header(second), "c-1", Party.CUSTOMER, T0 + second * 1000L);
  }

  private CallDispositioned dispositioned() {
    return new CallDispositioned(
        header(70),
        "c-1",
        "j-1",
        "spring",
        "spring/row-1",
        "Sale \"A\" <&>",
        CompletionCodeKind.CUSTOM,
        null,
        "anna",
        T0 - 5000,
        T0,
        T0 + 2000,
        T0 + 60_000,
        List.of());
  }

  private RecorderHeader header(int second) {
    long previous = sequence++;
    return new RecorderHeader("north", 1L, sequence, previous, T0 + second * 1000L, "");
  }

  private static Document metadata(RecorderEvent... events) throws Exception {
    RecordedCall story = new RecordedCall("c-1");
    List.of(events).forEach(story::add);
    String xml = RecordingMetadata.of(story, "example.org");
    validate(xml);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  private static void validate(String xml) throws Exception {
    schema.newValidator().validate(new StreamSource(new StringReader(xml)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagNameNS(RecordingMetadata.NAMESPACE, name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Document document, String name) {
    return elements(document, name).stream().map(Element::getTextContent).toList();
  }

  private static List<String> attributes(Document document, String element, String name) {
    return elements(document, element).stream().map(one -> one.getAttribute(name)).toList();
  }

  private static List<String> times(Document document, String name) {
    return elements(document, name).stream()
        .map(one -> time(one, "associate-time") + "-" + time(one, "disassociate-time"))
        .toList();
  }

  private static String time(Element element, String name) {
    NodeList found = element.getElementsByTagNameNS(RecordingMetadata.NAMESPACE, name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().substring(11);
  }
}
