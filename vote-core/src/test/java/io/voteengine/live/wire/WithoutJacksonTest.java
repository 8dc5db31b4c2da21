package io.voteengine.live.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voteengine.VoteConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** A host that uses no live protocol has no Jackson. */
class WithoutJacksonTest {
  @Test
  void codecSaysWhichDependencyIsMissing() throws Exception {
    Method create = new NoJackson().loadClass(WireCodec.class.getName()).getMethod("create");
    assertThatThrownBy(() -> create.invoke(null))
        .isInstanceOf(InvocationTargetException.class)
        .cause()
        .isInstanceOf(VoteConfigurationException.class)
        .hasMessageContaining("tools.jackson.core:jackson-core");
  }

  /** Loads the package of this test anew, where there is no Jackson. */
  private static final class NoJackson extends ClassLoader {
    NoJackson() {
      super(NoJackson.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("tools.jackson.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(WireCodec.class.getPackageName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = requireNonNull(getResourceAsStream(file), file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
