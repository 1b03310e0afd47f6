// Judges many small PKIs by Java's PKIX in one process: lines of "id anchors pool target", lists of base64 with commas.
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

public class PathJudge {
  public static void main(String[] arguments) throws Exception {
    Date moment = new Date(Long.parseLong(arguments[1]));
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] parts = line.split(" ", -1);
      String verdict;
      try {
        judge(parts, moment);
        verdict = "OK";
      } catch (Exception refused) {
        Throwable cause = refused.getCause() == null ? refused : refused.getCause();
        verdict = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
      }
      System.out.println(parts[0] + " " + verdict);
    }
  }

  private static void judge(String[] parts, Date moment) throws Exception {
    Set<TrustAnchor> anchors = new HashSet<>();
    for (X509Certificate root : read(parts[1])) anchors.add(new TrustAnchor(root, null));
    if (anchors.isEmpty()) throw new Exception("no anchor");
    X509CertSelector target = new X509CertSelector();
    X509Certificate leaf = read(parts[3]).get(0);
    target.setCertificate(leaf);
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
    List<X509Certificate> pool = read(parts[2]);
    pool.add(leaf);
    parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(pool)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(moment);
    parameters.setMaxPathLength(-1);
    CertPathBuilder.getInstance("PKIX").build(parameters);
  }

  private static List<X509Certificate> read(String list) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (String item : list.split(","))
      if (!item.isEmpty())
        certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(item))));
    return certificates;
  }
}
