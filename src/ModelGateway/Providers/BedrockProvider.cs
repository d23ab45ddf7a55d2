using ModelGateway.Protocols.Bedrock;
using ModelGateway.Protocols.Bedrock.Signing;

namespace ModelGateway.Providers;

/// <summary>Amazon Bedrock (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html).</summary>
internal static class BedrockProvider
{
    public static readonly HttpProviderDefinition Definition = new(static options =>
        new BedrockProtocol(BedrockEndpoint.FindRegion(options)))
    {
        HasChatCompletions = false,
        UsesRegion = true,
        DeriveEndpoint = BedrockEndpoint.Derive,
        IsVendorAddress = BedrockEndpoint.IsVendors,
        MissingEndpointAdvice =
            "set Region or the environment variable AWS_REGION to the region that serves the requests, such as us-east-1.",
        MissingKeyAdvice =
            "Set the environment variable AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or add a key "
            + "such as env:NAME, or set a TokenCallback.",
        KeyVariables = ["AWS_BEARER_TOKEN_BEDROCK"],
        UsualSecret = FindUsualSecret,
        Validate = BedrockEndpoint.Validate,
        FindKeyFault = AwsCredentials.FindFault,
    };

    internal static string? FindUsualSecret(Func<string, string?> environment)
    {
        if (Read("AWS_BEARER_TOKEN_BEDROCK") is { } token)
        {
            return token;
        }

        return Read("AWS_ACCESS_KEY_ID") is { } id && Read("AWS_SECRET_ACCESS_KEY") is { } secret
            ? Read("AWS_SESSION_TOKEN") is { } session ? $"{id}:{secret}:{session}" : $"{id}:{secret}"
            : null;

        string? Read(string name) => environment(name)?.Trim() is { Length: > 0 } value ? value : null;
    }
}
