package org.zonekeeper.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zonekeeper.schemas.common.RefusalReason;

/** What comes in is answered with what was wrong and what is allowed. */
class FrameReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello|MALFORMED_MESSAGE|not JSON",
        "``|MALFORMED_MESSAGE|no object",
        "{\"type\":\"AGTLogoff\",\"id\":\"1\"|MALFORMED_MESSAGE|not JSON",
        "{\"type\":\"AGTLogoff\",\"id\":\"1\"} {}|MALFORMED_MESSAGE|not JSON",
        "{\"id\":\"1\",\"id\":\"2\",\"type\":\"AGTLogoff\"}|MALFORMED_MESSAGE|comes twice",
        "[]|MALFORMED_MESSAGE|no object",
        "{\"id\":\"1\"}|MALFORMED_MESSAGE|no \"type\"",
        "{\"type\":7,\"id\":\"1\"}|MALFORMED_MESSAGE|no \"type\"",
        "{\"type\":\"AGTDance\",\"id\":\"1\"}|UNKNOWN_COMMAND|the commands are AGTLogon, AGTLogoff",
        "{\"type\":\"SUPStopJob\",\"id\":\"1\"}|UNKNOWN_COMMAND|no command of agents",
        "{\"type\":\"AGTLogoff\"}|INVALID_PARAMETER|\"id\" must be",
        "{\"type\":\"AGTLogoff\",\"id\":\"a b\"}|INVALID_PARAMETER|\"id\" must be",
        "{\"type\":\"AGTLogoff\",\"id\":-1}|INVALID_PARAMETER|\"id\" must be",
        "{\"type\":\"AGTStateChange\",\"id\":1}|INVALID_PARAMETER|\"state\" must be given: Ready"
            + " or",
        "{\"type\":\"AGTStateChange\",\"id\":1,\"state\":\"READY\"}|INVALID_PARAMETER|Ready or"
            + " NotReady",
        "{\"type\":\"AGTLogon\",\"id\":1,\"agent\":\"a\",\"extension\":4,\"zone\":\"n\"}|INVALID_PARAMETER|\"extension\"",
        "{\"type\":\"AGTLogon\",\"id\":1,\"agent\":\"a\",\"extension\":\"4\",\"zone\":\"n\",\"force\":1}|INVALID_PARAMETER|true"
            + " or false",
        "{\"type\":\"AGTLogoff\",\"id\":1,\"epoch\":\"x\"}|INVALID_PARAMETER|\"epoch\"",
      })
  void isRefused(String frame, Reason reason, String text) {
    ProtocolException fault =
        catchThrowableOfType(
            ProtocolException.class, () -> FrameReader.read(Endpoint.AGENT, frame));

    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault).hasMessageContaining(text);
    String answer = FrameWriter.refused(fault);
    assertThat(answer).contains("\"reason\":\"" + reason + "\"", "\"result\":" + reason.number());
  }

  @Test
  void aFaultInAKnownCommandIsAnsweredByItsNameAndId() {
    ProtocolException fault =
        catchThrowableOfType(
            ProtocolException.class,
            () -> FrameReader.read(Endpoint.AGENT, "{\"type\":\"AGTStateChange\",\"id\":17}"));

    assertThat(FrameWriter.refused(fault))
        .startsWith("{\"type\":\"AGTStateChangeRESP\",\"id\":17,");
  }

  @Test
  void aValidCommandIsRead() throws ProtocolException {
    ClientMessage message =
        FrameReader.read(
            Endpoint.AGENT,
            """
            {"type":"AGTLogon","id":"x.1","agent":"a-1","extension":"40","zone":"north",
             "skills":["loans"],"epoch":3,"unknown":true}\
            """);

    assertThat(message.type()).isEqualTo(CommandType.AGT_LOGON);
    assertThat(message.text("agent")).isEqualTo("a-1");
    assertThat(message.flag("force")).isFalse();
    assertThat(message.texts("skills")).containsExactly("loans");
    assertThat(message.optionalText("locale")).isEmpty();
    assertThat(message.epoch()).hasValue(3L);
  }

  @Test
  void theKeepAliveNeedsNoId() throws ProtocolException {
    assertThat(FrameReader.read(Endpoint.SUPERVISOR, "{\"type\":\"POMClientAlive\"}").id())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(RefusalReason.class)
  void everyReasonOfTheContractHasItsNumber(RefusalReason reason) {
    assertThat(Reason.of(reason).name()).isEqualTo(reason.name());
  }

  @Test
  void aFieldThatTheTableDoesNotHaveCannotBeSent() {
    Notification notification =
        Notification.of(NotificationType.AGT_CALL_HELD, new Notification.Place("north", 1, 2, 3));

    assertThat(
            catchThrowableOfType(IllegalArgumentException.class, () -> notification.with("x", 1)))
        .hasMessageContaining("AGTCallHeld has no field x");
  }
}
