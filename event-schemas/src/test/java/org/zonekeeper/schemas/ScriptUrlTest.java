package org.zonekeeper.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.schemas.state.CallRecord;

class ScriptUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://scripts.example.com/loans",
        "http://10.0.0.7:8080/s?c={contact}&call={call}&a={agent}",
        "https://scripts.example.com/{zone}/{campaign}/{job}#here"
      })
  void an_address_with_places_behind_its_host(String template) {
    assertThat(ScriptUrl.isOne(template)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://scripts.example.com/",
        "//scripts.example.com/",
        "/loans",
        "https:///loans",
        "https://somebody@scripts.example.com/",
        "https://{zone}.example.com/",
        "https://scripts.example.com/{customer}",
        "https://scripts.example.com/a b",
        "{zone}"
      })
  void anything_else_is_refused(String template) {
    assertThat(ScriptUrl.isOne(template)).isFalse();
  }

  @Test
  void what_is_filled_in_stays_in_its_place() {
    CallRecord call = new CallRecord();
    call.setContact("row 7&x=/../#");
    call.setCallId("c{agent}");
    call.setJobId("loans");
    call.setCampaign("spring+1");

    assertThat(
            ScriptUrl.filled(
                "https://s.example.com/{campaign}?c={contact}&k={call}&a={agent}",
                call,
                "ann",
                "east"))
        .isEqualTo(
            "https://s.example.com/spring%2B1?c=row%207%26x%3D%2F..%2F%23&k=c%7Bagent%7D&a=ann");
  }
}
