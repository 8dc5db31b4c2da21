package io.voteengine.examples.board.security;

import io.voteengine.examples.board.BoardProperties;
import io.voteengine.result.ResultOptions;
import io.voteengine.spring.VoteEngineCustomizer;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The key that signs results. Proofs name it, so it must outlive the process: it is kept in the
 * site's folder. A real site keeps it where its other secrets are.
 */
@Configuration(proxyBeanMethods = false)
class ResultKey {
  private static final String FILE = "result-key";

  @Bean
  ResultOptions resultOptions(BoardProperties properties)
      throws IOException, GeneralSecurityException {
    return ResultOptions.defaults().signedBy(properties.site(), keys(properties.folder()));
  }

  @Bean
  VoteEngineCustomizer signedResults(ResultOptions options) {
    return builder -> builder.results(options);
  }

  static KeyPair keys(Path folder) throws IOException, GeneralSecurityException {
    Path file = folder.resolve(FILE);
    if (Files.notExists(file)) {
      Files.createDirectories(folder);
      KeyPair made = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      Base64.Encoder base64 = Base64.getEncoder();
      try {
        Files.write(
            file,
            List.of(
                base64.encodeToString(made.getPrivate().getEncoded()),
                base64.encodeToString(made.getPublic().getEncoded())),
            StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        // Another node was faster; its key is taken.
      }
    }
    List<String> lines = Files.readAllLines(file);
    Base64.Decoder base64 = Base64.getDecoder();
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    return new KeyPair(
        factory.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))),
        factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))));
  }
}
