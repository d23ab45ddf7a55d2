using Microsoft.Extensions.AI;
using StartupApp;

// Prints the first answer and ends. What makes the client is the argument.
#if SDK
using IChatClient? client = args[0] switch
{
    "gateway" => GatewayStart.Create(),
    "openai-sdk" => SdkStart.Create(),
    "openai-sdk-container" => SdkStart.CreateInContainer(),
    _ => null,
};
#else
using IChatClient? client = args[0] == "gateway" ? GatewayStart.Create() : null;
#endif
Console.WriteLine(client is null ? "nothing" : (await client.GetResponseAsync("Hello!", new ChatOptions { ModelId = "gpt-5-mini" })).Text);
