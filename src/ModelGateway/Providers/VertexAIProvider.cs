namespace ModelGateway.Providers;

/// <summary>Gemini and Claude on Vertex AI. Its address contains a region and a project; OAuth tokens take the place of keys.</summary>
internal static class VertexAIProvider
{
    private const string Host = "aiplatform.googleapis.com";

    // The region and the service are one label of the host, which is at most 63 characters long.
    private const int LongestName = 48;

    public static readonly HttpProviderDefinition Definition = new(static options => VertexAIModels.At(options.Endpoint))
    {
        HasChatCompletions = false,
        UsesRegion = true,
        UsesProject = true,
        DeriveEndpoint = static options =>
            IsName(options.Project, "-.:") && IsName(options.Region, "-") ? Address(options.Project!, options.Region!) : null,
        IsVendorAddress = static address => address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort
            && (address.Host is Host or "aiplatform.us.rep.googleapis.com" or "aiplatform.eu.rep.googleapis.com"
                || (address.Host.EndsWith("-" + Host, StringComparison.Ordinal) && IsName(address.Host[..^(Host.Length + 1)], "-"))),
        MissingKeyAdvice = "Set TokenCallback to a function that gets an OAuth token for https://www.googleapis.com/auth/cloud-platform.",
        Validate = Check,
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

    private static IEnumerable<string> Check(ProviderOptions options) => options.Endpoint is not null ? [] : new[]
    {
        FindFault("Project", options.Project, "-.:", "the Google Cloud project that is billed, such as my-project"),
        FindFault("Region", options.Region, "-", "a region, such as europe-west4, or global"),
    }.OfType<string>();

    private static string? FindFault(string setting, string? value, string marks, string what) =>
        string.IsNullOrEmpty(value) ? $"{setting} is missing. Set it to {what}, or set Endpoint."
        : IsName(value, marks) ? null
        : $"{setting} is '{value}'. Set it to {what}.";

    // The project becomes a part of the address's path, the region also of its host.
    private static bool IsName(string? value, string marks) =>
        !string.IsNullOrEmpty(value) && value.Length <= LongestName && char.IsAsciiLetterOrDigit(value[0])
        && char.IsAsciiLetterOrDigit(value[^1])
        && value.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)
            || marks.Contains(letter, StringComparison.Ordinal));
}
