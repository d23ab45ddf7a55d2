using ModelGateway.Protocols.Gemini;

namespace ModelGateway.Providers;

/// <summary>Gemini on Vertex AI as a kind of provider: its address names a region and a project, its keys are OAuth tokens.</summary>
internal static class VertexAIProvider
{
    private const string Host = "aiplatform.googleapis.com";

    public static readonly ProviderType Type = new("VertexAI", static _ => VertexAIProtocol.Instance)
    {
        HasChatCompletions = false,
        UsesRegion = true,
        UsesProject = true,
        DeriveEndpoint = static options => IsName(options.Project, "-.:") && IsName(options.Region, "-") ? Address(options.Project!, options.Region!) : null,
        IsVendorAddress = static address => address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
            && (address.Host is Host or "aiplatform.us.rep.googleapis.com" or "aiplatform.eu.rep.googleapis.com"
                || (address.Host.EndsWith("-" + Host, StringComparison.Ordinal) && IsName(address.Host[..^(Host.Length + 1)], "-"))),
        MissingKeyAdvice = "Set TokenCallback to a function that gets an OAuth token for https://www.googleapis.com/auth/cloud-platform.",
        Check = static (options, setting, faults) =>
        {
            if (options.Endpoint is null)
            {
                CheckName($"{setting}:Project", options.Project, "-.:", "the Google Cloud project that is billed, such as my-project", faults);
                CheckName($"{setting}:Region", options.Region, "-", "a region, such as europe-west4, or global", faults);
            }
        },
    };

    private static Uri Address(string project, string region)
    {
        string host = region switch
        {
            "global" => Host,
            "us" or "eu" => $"aiplatform.{region}.rep.googleapis.com",
            _ => $"{region}-{Host}",
        };
        return new Uri($"https://{host}/v1/projects/{project}/locations/{region}/publishers/google/");
    }

    private static void CheckName(string setting, string? value, string marks, string what, List<string> faults)
    {
        if (string.IsNullOrEmpty(value))
        {
            faults.Add($"{setting} is missing. Set it to {what}, or set Endpoint.");
        }
        else if (!IsName(value, marks))
        {
            faults.Add($"{setting} is '{value}'. Set it to {what}.");
        }
    }

    // Both become parts of the address, the region even of the host.
    private static bool IsName(string? value, string marks) =>
        !string.IsNullOrEmpty(value) && char.IsAsciiLetterOrDigit(value[0])
        && value.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || marks.Contains(character, StringComparison.Ordinal));
}
