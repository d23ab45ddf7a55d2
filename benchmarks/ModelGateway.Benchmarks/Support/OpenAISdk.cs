using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace ModelGateway.Benchmarks.Support;

#pragma warning disable OPENAI001 // The SDK's Responses client is marked experimental.

/// <summary>OpenAI's SDK as a peer, its retries off as the gateway's providers have none.</summary>
internal static class OpenAISdk
{
    public static IChatClient Chat(CannedProvider provider, HttpClient http) =>
        new ChatClient(
            provider.Model,
            new ApiKeyCredential(provider.Key),
            new OpenAIClientOptions
            {
                Endpoint = provider.Endpoint,
                Transport = new HttpClientPipelineTransport(http),
                RetryPolicy = new ClientRetryPolicy(0),
            }).AsIChatClient();

    public static IChatClient Responses(CannedProvider provider, HttpClient http) => new ResponsesClient(
        new ApiKeyCredential(provider.Key),
        new ResponsesClientOptions
        {
            Endpoint = provider.Endpoint,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(0),
        }).AsIChatClient(provider.Model);
}
