package org.zonekeeper.schemas.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever sends no JSON is told where it is wrong, and nothing of the parser. */
class JsonFaultsTest {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} {} | something follows after its end, at line 1",
        "{\"a\": | it ends too early, at line 1, column",
        "{\"a\":1,\"a\":2} | a name comes twice in one object, at line 1, column",
        "{a} | a character cannot stand where it does"
      })
  void areToldInOurWords(String text, String told) {
    JsonProcessingException fault =
        catchThrowableOfType(JsonProcessingException.class, () -> JSON.readTree(text));
    assertThat(JsonFaults.inWords(fault))
        .contains(told)
        .doesNotContain("com.fasterxml", "Feature", "JsonToken", "Source");
  }

  @ParameterizedTest
  @CsvSource({"[, 3000", "{\"a\":, 3000"})
  void depthIsToldAsSuch(String opening, int times) {
    JsonProcessingException fault =
        catchThrowableOfType(
            JsonProcessingException.class, () -> JSON.readTree(opening.repeat(times)));
    assertThat(JsonFaults.inWords(fault)).contains("nested too deep").doesNotContain("get");
  }
}
