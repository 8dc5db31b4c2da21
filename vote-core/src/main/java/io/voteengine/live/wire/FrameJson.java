package io.voteengine.live.wire;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonWriteFeature;

/** Reads and writes JSON within the limits of frames. */
final class FrameJson {
  private static final int LONGEST_NAME = 128;
  private static final int LONGEST_NUMBER = 40;
  private static final int DEPTH_OF_PAYLOADS = 64;

  private final JsonFactory frames =
      builder(WireCodec.DEEPEST, WireCodec.LONGEST_FRAME, WireCodec.LONGEST_TOKEN).build();
  private final JsonFactory payloads =
      builder(DEPTH_OF_PAYLOADS, Integer.MAX_VALUE, Integer.MAX_VALUE).build();

  private static JsonFactoryBuilder builder(int depth, int length, int text) {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // Names come from strangers: a table of them would only grow.
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(depth)
                .maxDocumentLength(length)
                .maxStringLength(text)
                .maxNumberLength(LONGEST_NUMBER)
                .maxNameLength(LONGEST_NAME)
                .build());
  }

  JsonParser parser(String frame) {
    return frames.createParser(ObjectReadContext.empty(), frame);
  }

  /** Writes the frame of a kind: an object whose only member is its content. */
  String frame(String kind, Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter(96);
    try (JsonGenerator out = frames.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartObject().writeName(kind);
      content.accept(out);
      out.writeEndObject();
    }
    return text.toString();
  }

  /** Writes JSON of the host on one line; what is not JSON becomes a string. */
  void writePayload(JsonGenerator out, String json) {
    if (isJson(json)) {
      // Outside of strings line ends are blanks, and inside JSON has none.
      out.writeRawValue(json.replace('\n', ' ').replace('\r', ' '));
    } else {
      out.writeString(json);
    }
  }

  private boolean isJson(String text) {
    try (JsonParser in = payloads.createParser(ObjectReadContext.empty(), text)) {
      if (in.nextToken() == null) {
        return false;
      }
      in.skipChildren();
      return in.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }
}
