import type { CredentialFindings } from "../credential-reader.ts";
import type { ContentCredentials, CredentialAction, CredentialState, Problem } from "../evidence.ts";
import { explainFailure } from "./failure-meanings.ts";
import { findMakers } from "./find-makers.ts";
import {
  breaksIntegrity,
  isBinding,
  isIngredientIntact,
  judgeActive,
  type Judgement,
} from "./judge-manifest.ts";
import type { Manifest, ManifestStore, Signer } from "./manifest-store.ts";

const BROKEN_INGREDIENT: Problem = {
  code: "credentials-ingredient-invalid",
  message:
    "The Content Credentials of an image that this one was made from do not hold; what they say proves nothing.",
};

const TEXT_ADDED = "Text was added after signing; the picture itself is as it was signed.";

/**
 * Says what a checked manifest store is worth and what every manifest in it states about the making. `textAdded` where the file without texts
 * that were put into it later is the one that was signed.
 */
export function reportStore(
  { manifests }: ManifestStore,
  remote: string | null,
  now: Date,
  textAdded = false,
): CredentialFindings {
  const active = manifests[0];
  if (active === undefined || !active.active) {
    const failure = { code: "claim.missing", message: explainFailure("claim.missing") };
    const contentCredentials: ContentCredentials = {
      state: "invalid",
      claimGenerator: null,
      signer: null,
      actions: [],
      integrity: "invalid",
      failures: [failure],
    };
    const problems = [{ code: "credentials-invalid", message: failure.message }];
    return {
      contentCredentials,
      findings: [{ at: "c2pa:jumbf", strength: "structured", ai: false, problems }],
    };
  }
  const judgement = judgeActive(active, now);
  const state: CredentialState =
    judgement.integrity === "invalid" ? "invalid" : judgement.trust === "trusted" ? "valid" : "untrusted";
  const failures = listFailures(active, judgement, textAdded);
  const byLabel = new Map(manifests.map((manifest) => [manifest.label, manifest]));
  const contentCredentials: ContentCredentials = {
    state,
    claimGenerator: active.claimGenerator,
    signer: active.signer?.organisation ?? active.signer?.commonName ?? null,
    actions: manifests.flatMap(listActions),
    ...judgement,
    signedAt: active.signedAt,
    ingredients: active.ingredients.map(({ title, manifest }) => ({
      title,
      claimGenerator: manifest === null ? null : (byLabel.get(manifest)?.claimGenerator ?? null),
    })),
    ...(remote === null ? {} : { remoteManifest: remote }),
    ...(failures.length > 0 ? { failures } : {}),
    ...listSoftBindings(manifests),
  };
  const findings = manifests.map((manifest) => {
    const intact = isIntact(manifest, manifests);
    const problems = manifest.active
      ? listProblems(manifest, state, textAdded)
      : intact
        ? []
        : [BROKEN_INGREDIENT];
    const makers = findMakers(manifest, state === "valid" && intact ? "signed" : "structured");
    return problems.length > 0 ? { ...makers, problems } : makers;
  });
  return { contentCredentials, findings };
}

/** The active manifest was judged already; an ingredient's is believed where the outer signer did not find it broken. */
function isIntact(manifest: Manifest, manifests: readonly Manifest[]): boolean {
  if (manifest.active) return true;
  const recorded = manifests
    .flatMap((outer) => outer.ingredients)
    .filter((ingredient) => ingredient.manifest === manifest.label)
    .flatMap((ingredient) => ingredient.recordedFailures);
  return isIngredientIntact(manifest, recorded);
}

function listActions({ actions, active, label }: Manifest): readonly CredentialAction[] {
  return actions.map(({ action, softwareAgent, digitalSourceType, description }) => ({
    action,
    softwareAgent,
    digitalSourceType,
    ...(description === null ? {} : { description }),
    manifest: active ? "active" : label,
  }));
}

/** Expiry is judged here with the time that was given, so c2pa-rs's own answer, which depends on its clock, is left out. */
function listFailures(
  { failures, notes }: Manifest,
  { expiry }: Judgement,
  textAdded: boolean,
): NonNullable<ContentCredentials["failures"]> {
  const codes = [
    ...failures.filter((code) => code !== "signingCredential.expired"),
    ...notes.filter((code) => code.startsWith("timeStamp.")),
    ...(expiry === "expired" ? ["credentials.expired"] : []),
  ];
  return [...new Set(codes)].map((code) => ({
    code,
    message: textAdded && isBinding(code) ? TEXT_ADDED : explainFailure(code),
  }));
}

function listSoftBindings(manifests: readonly Manifest[]): Pick<ContentCredentials, "softBindings"> {
  const softBindings = [...new Set(manifests.flatMap((manifest) => manifest.softBindings))];
  return softBindings.length > 0 ? { softBindings } : {};
}

function listProblems(active: Manifest, state: CredentialState, textAdded: boolean): readonly Problem[] {
  const problems: Problem[] = [];
  const broken = active.failures.find(breaksIntegrity);
  if (state === "invalid" && textAdded) {
    problems.push({
      code: "credentials-invalid",
      message: `The Content Credentials do not hold for the whole file: ${TEXT_ADDED} The added text is nobody's signed word.`,
    });
  } else if (state === "invalid") {
    const reason = explainFailure(broken ?? "claimSignature.missing");
    problems.push({
      code: "credentials-invalid",
      message: `The Content Credentials do not hold: ${reason} What they say proves nothing.`,
    });
  }
  if (isTestCertificate(active.signer)) {
    const name = active.signer?.organisation ?? active.signer?.commonName ?? "unknown";
    problems.push({
      code: "credentials-test-certificate",
      message: `The Content Credentials are signed with a test certificate (${name}): anybody could have made them.`,
    });
  }
  return problems;
}

/** Certificates for trying things out say so in their names (C2PA's own, TrustNXT's, ours). */
function isTestCertificate(signer: Signer | null): boolean {
  const names = [signer?.organisation, signer?.unit, signer?.commonName, signer?.issuer];
  return names.some((name) =>
    (name ?? "")
      .toLowerCase()
      .split(/[^a-z]+/)
      .some((word) => word === "test" || word === "testing"),
  );
}
