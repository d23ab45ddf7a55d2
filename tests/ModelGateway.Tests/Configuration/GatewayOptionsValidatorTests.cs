using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway.Tests.Support;

namespace ModelGateway.Tests.Configuration;

/// <summary>Every wrong setting is refused with a message that names it and the fix.</summary>
public sealed class GatewayOptionsValidatorTests
{
    [Theory]
    // Unknown settings name the nearest.
    [InlineData("Timeouts:Totl=5s", "ModelGateway:Timeouts:Totl is not a setting. Did you mean 'Total'?")]
    [InlineData("Rotes:chat:To=openai/a", "ModelGateway:Rotes is not a setting. Did you mean 'Routes'?")]
    [InlineData("Providers:openai:Key=x", "ModelGateway:Providers:openai:Key is not a setting. Did you mean 'Keys'?")]
    [InlineData("Providers:openai:Models:0:Window=1", "Models:0:Window is not a setting.")]
    [InlineData("Budgets:0:USDollars=5", "ModelGateway:Budgets:0:USDollars is not a setting.")]
    [InlineData("Breaker:Windw=5s", "Did you mean 'Window'?")]
    // Values of the wrong form.
    [InlineData("QueueLimit=many", "ModelGateway:QueueLimit is 'many'. Set it to a whole number.")]
    [InlineData("QueueLimit=1.5", "ModelGateway:QueueLimit is '1.5'. Set it to a whole number.")]
    [InlineData("QueueLimit=99999999999", "ModelGateway:QueueLimit is '99999999999'. Set it to a whole number.")]
    [InlineData("QueueTimeout=10", "ModelGateway:QueueTimeout is '10'. Set it to a span of time such as 10s")]
    [InlineData("QueueTimeout=-5s", "ModelGateway:QueueTimeout is '-5s'.")]
    [InlineData("QueueTimeout=9999999999999999999h", "ModelGateway:QueueTimeout is '9999999999999999999h'.")]
    [InlineData("QueueTimeout=99999999999999:00:00", "ModelGateway:QueueTimeout is '99999999999999:00:00'.")]
    [InlineData("QueueTimeout=1.2.3s", "ModelGateway:QueueTimeout is '1.2.3s'.")]
    [InlineData("StreamUpstream=yes", "ModelGateway:StreamUpstream is 'yes'. Set it to true or false.")]
    [InlineData("Budgets:0:Usd=five", "ModelGateway:Budgets:0:Usd is 'five'. Set it to a number such as 0.25.")]
    [InlineData("Budgets:0:Usd=1,5", "ModelGateway:Budgets:0:Usd is '1,5'.")]
    [InlineData("Budgets:0:Per=weekly", "ModelGateway:Budgets:0:Per is 'weekly'. Set it to one of total, hour, day, month.")]
    [InlineData("Budgets:0:Per=2", "ModelGateway:Budgets:0:Per is '2'.")]
    [InlineData("Budgets:0:Per=+2", "ModelGateway:Budgets:0:Per is '+2'.")]
    [InlineData("Budgets:0:Per=hour,day", "ModelGateway:Budgets:0:Per is 'hour,day'.")]
    [InlineData("Providers:openai:Endpoint=not an address",
        "ModelGateway:Providers:openai:Endpoint is 'not an address'. Set it to an absolute address")]
    // Values where sections belong, and sections where values belong.
    [InlineData("Timeouts=30s", "ModelGateway:Timeouts is '30s'. It is a section")]
    [InlineData("Breaker=5", "ModelGateway:Breaker is '5'. It is a section")]
    [InlineData("Routes=chat", "ModelGateway:Routes is 'chat'. It is a section")]
    [InlineData("QueueLimit:0=5", "ModelGateway:QueueLimit has settings below it. Set it to one value.")]
    [InlineData("Providers:openai:Type:Name=OpenAI", "ModelGateway:Providers:openai:Type has settings below it. Set it to one value.")]
    // Values that cannot be meant.
    [InlineData("QueueLimit=-1", "QueueLimit is -1. Set it to at least 0.")]
    [InlineData("QueueTimeout=0s", "QueueTimeout is 00:00:00. Set it to more than nothing and at most 40 days, or to none.")]
    [InlineData("Timeouts:Idle=1000h", "Timeouts:Idle is 41.16:00:00.")]
    [InlineData("Routes:chat:Timeouts:Response=0s", "Routes:chat:Timeouts:Response is 00:00:00.")]
    [InlineData("MaxAnswerBytes=5", "MaxAnswerBytes is 5. Set it to at least 1024.")]
    [InlineData("MaxAnswerBytes=2000000000", "MaxAnswerBytes is 2000000000. Set it to at most 1073741824.")]
    [InlineData("MaxUnfinishedEventBytes=5", "MaxUnfinishedEventBytes is 5. Set it to at least 65536.")]
    [InlineData("Providers:openai:Timeouts:Total=0s", "Providers:openai:Timeouts:Total is 00:00:00.")]
    [InlineData("Routes:chat:Timeouts:Total=0s", "Routes:chat:Timeouts:Total is 00:00:00.")]
    [InlineData("DefaultMaxOutputTokens=0", "DefaultMaxOutputTokens is 0. Set it to at least 1.")]
    [InlineData("Breaker:MinimumCalls=0", "Breaker:MinimumCalls is 0. Set it to at least 1.")]
    [InlineData("Breaker:Window=0s", "Breaker:Window is 00:00:00.")]
    [InlineData("Breaker:ProbeAfter=0s", "Breaker:ProbeAfter is 00:00:00.")]
    [InlineData("Breaker:ProbeInterval=0s", "Breaker:ProbeInterval is 00:00:00.")]
    [InlineData("Breaker:ProbeInterval=6s", "Breaker:LongestProbeInterval is 00:00:05, less than ProbeInterval.")]
    [InlineData("Budgets:0:Scope=*", "Budgets:0:Usd is 0. Set it to the limit in US dollars, more than 0.")]
    [InlineData("Budgets:0:Usd=-5", "Budgets:0:Usd is -5.")]
    [InlineData("Budgets:0:Usd=5;Budgets:0:Scope=team:{temа}",
        "Budgets:0:Scope has the placeholder '{temа}'. Use {tenant}, {team}, {user} or {tag:name}.")]
    [InlineData("Budgets:0:Usd=5;Budgets:0:Scope={tag:}", "Budgets:0:Scope has the placeholder '{tag:}'.")]
    [InlineData("Budgets:0:Usd=5;Budgets:1:Usd=9", "Budgets:1 limits the same as another: Scope '*', Per day. Keep one of them.")]
    [InlineData("DefaultRoute=chatt", "DefaultRoute is 'chatt', which is no route and no deployment. Did you mean 'chat'?")]
    [InlineData("Routes:chat:To=", "Routes:chat:To is empty. List at least one deployment")]
    [InlineData("Routes:chat:To=openia/gpt-5",
        "Routes:chat:To names 'openia/gpt-5', which is no deployment. Write provider/model with a provider of Providers. Did you mean 'openai/gpt-5'?")]
    [InlineData("Routes:chat:To=gpt-5", "Routes:chat:To names 'gpt-5', which is no deployment.")]
    [InlineData("Routes:chat:To=openai/", "Routes:chat:To names 'openai/', which is no deployment.")]
    [InlineData("Routes:chat:To=openai/a,OpenAI/A", "Routes:chat:To names 'openai/a' twice. List each once.")]
    [InlineData("Routes:chat:Policy=orderd", "Routes:chat:Policy is 'orderd', which is no policy. Did you mean 'ordered'? Known: ordered.")]
    [InlineData("Providers:openai:Type=OpenAl", "Providers:openai:Type is 'OpenAl'. Set it to one of {types}. Did you mean 'OpenAI'?")]
    [InlineData("Providers:v:Type=VertexAI;Providers:v:Region=global",
        "Providers:v:Project is missing. Set it to the Google Cloud project that is billed, such as my-project, or set Endpoint.")]
    [InlineData("Providers:v:Type=VertexAI;Providers:v:Project=p;Providers:v:Region=global",
        "Set TokenCallback to a function that gets an OAuth token")]
    [InlineData("Providers:v:Type=VertexAI;Providers:v:Project=p",
        "Providers:v:Region is missing. Set it to a region, such as europe-west4, or global, or set Endpoint.")]
    [InlineData("Providers:v:Type=VertexAI;Providers:v:Project=p/../x;Providers:v:Region=global",
        "Providers:v:Project is 'p/../x'. Set it to the Google Cloud project")]
    [InlineData("Providers:v:Type=VertexAI;Providers:v:Project=p;Providers:v:Region=evil.example/",
        "Providers:v:Region is 'evil.example/'. Set it to a region")]
    [InlineData("Providers:b:Type=Bedrock;Providers:b:Region=us-east-1;Providers:b:Keys:0=AKIAIOSFODNN7EXAMPLE",
        "Providers:b:Keys:0 (key 1) is an AWS access key id without its secret. Set it to accessKeyId:secretAccessKey")]
    [InlineData("Providers:b:Type=Bedrock;Providers:b:Region=us-east-1;Providers:b:Keys:0=AKIAIOSFODNN7EXAMPLE:a b",
        "Providers:b:Keys:0 (key 1) is no AWS key.")]
    [InlineData("Providers:b:Type=Bedrock;Providers:b:Region=us-east-1;Providers:b:Keys:0=AKIAIOSFODNN7EXAMPLE:s:t:u",
        "Providers:b:Keys:0 (key 1) is no AWS key.")]
    [InlineData("Providers:b:Type=Bedrock;Providers:b:Region=evil.example/?;Providers:b:Keys:0=token",
        "Providers:b:Region is 'evil.example/?'. Set it to the name of an AWS region, such as us-east-1.")]
    [InlineData("Providers:b:Type=Bedrock;Providers:b:Region=us-east-1;Providers:b:Keys:0=token;Providers:b:Api=responses",
        "Providers:b:Api is responses, which Bedrock does not speak. Remove it.")]
    [InlineData("Providers:a:Type=AzureOpenAI;Providers:a:Keys:0=x",
        "Providers:a:Endpoint is missing. AzureOpenAI has no address of its own: set it to the base address")]
    [InlineData("Providers:c:Type=OpenAICompatible", "Providers:c:Endpoint is missing. OpenAICompatible has no address of its own: set it to the base address, such as https://host/v1/.")]
    [InlineData("Providers:b:Keys:0=x", "Providers:b:Type is ''. Set it to one of {types}.")]
    [InlineData("Providers:openai:Api=answers",
        "ModelGateway:Providers:openai:Api is 'answers'. Set it to one of auto, chatcompletions, responses.")]
    [InlineData("Providers:b:Type=Anthropic;Providers:b:Keys:0=x;Providers:b:Api=responses",
        "Providers:b:Api is responses, which Anthropic does not speak. Remove it.")]
    [InlineData("Providers:openai:Headers:X-Team=a\nX: b",
        "Providers:openai:Headers:X-Team is no header of a request. Set it to a header's name and printable ASCII text.")]
    [InlineData("Providers:openai:Headers:not a name=x", "Providers:openai:Headers:not a name is no header of a request.")]
    [InlineData("Providers:openai:Headers:Content-Type=x", "Providers:openai:Headers:Content-Type is no header of a request.")]
    [InlineData("Providers:openai:Headers:X:Y=x", "ModelGateway:Providers:openai:Headers:X has settings below it. Set it to one value.")]
    [InlineData("Providers:openai:Headers:Authorization=x",
        "Providers:openai:Headers:Authorization is a credential, which headers are not for: they are not secret. Set Keys or TokenCallback instead.")]
    [InlineData("Providers:openai:Headers:X-Api-Key=x",
        "Providers:openai:Headers:X-Api-Key is a credential, which headers are not for: they are not secret. Set Keys or TokenCallback instead.")]
    [InlineData("Providers:openai:Headers:api-key=x",
        "Providers:openai:Headers:api-key is a credential, which headers are not for: they are not secret. Set Keys or TokenCallback instead.")]
    [InlineData("Providers:openai:Headers:x-goog-api-key=x",
        "Providers:openai:Headers:x-goog-api-key is a credential, which headers are not for: they are not secret. Set Keys or TokenCallback instead.")]
    [InlineData("Providers:openai:Headers:Proxy-Authorization=x",
        "Providers:openai:Headers:Proxy-Authorization is a credential, which headers are not for: they are not secret. Set Keys or TokenCallback instead.")]
    [InlineData("Providers:p:Type=Portkey;Providers:p:Keys:0=x;Providers:p:Headers:x-portkey-api-key=y",
        "Providers:p:Headers:x-portkey-api-key is a credential")]
    [InlineData("Providers:openai:Headers:X-Amz-Date=x",
        "Providers:openai:Headers:X-Amz-Date belongs to the signature. Set Keys or TokenCallback instead.")]
    [InlineData("Providers:openai:Headers:Host=x", "Providers:openai:Headers:Host follows from the address. Set Endpoint instead.")]
    [InlineData("Providers:openai:Headers:Transfer-Encoding=chunked",
        "Providers:openai:Headers:Transfer-Encoding belongs to the connection. Remove it.")]
    [InlineData("Providers:openai:Region=us-east-1", "Providers:openai:Region is 'us-east-1', which OpenAI does not use. Remove it.")]
    [InlineData("Providers:openai:Project=shop", "Providers:openai:Project is 'shop', which OpenAI does not use. Remove it.")]
    [InlineData("Providers:b:Type=Bedrock;Providers:b:Keys:0=x;Providers:b:Region=us-east-1;Providers:b:Project=shop",
        "Providers:b:Project is 'shop', which Bedrock does not use. Remove it.")]
    [InlineData("Providers:b:Type=Anthropic;Providers:b:Keys:0=x;Providers:b:Api=chatcompletions",
        "Providers:b:Api is chatcompletions, which Anthropic does not speak. Remove it.")]
    [InlineData("Providers:b:Type=Ollama;Providers:b:Api=chatcompletions",
        "Providers:b:Api is chatcompletions, which Ollama does not speak. Remove it.")]
    [InlineData("Providers:a:Type=AzureOpenAI;Providers:a:Endpoint=https://contoso.openai.azure.us/", "Providers:a:Keys is empty. Set the environment variable AZURE_OPENAI_API_KEY")]
    [InlineData("Providers:a:Type=AzureOpenAI;Providers:a:Endpoint=https://contoso.openai.azure.cn/openai/v1/", "Providers:a:Keys is empty.")]
    [InlineData("Providers:a/b:Type=OpenAI;Providers:a/b:Keys:0=x", "Providers:a/b is no name. Use letters, digits")]
    [InlineData("Providers:openai:Endpoint=ftp://host/", "Providers:openai:Endpoint is 'ftp://host/'. Set it to an http or https address.")]
    [InlineData("Providers:openai:Endpoint=https://host/v1?api-version=1", "Providers:openai:Endpoint has a query or a fragment")]
    [InlineData("Providers:openai:Keys:0=env:MODELGATEWAY_TEST_NOWHERE",
        "Providers:openai:Keys:0 ('env:MODELGATEWAY_TEST_NOWHERE') is empty where it points.")]
    [InlineData("Providers:openai:Keys:0=config:Nowhere", "Providers:openai:Keys:0 ('config:Nowhere') is empty where it points.")]
    [InlineData("Providers:openai:Keys:1=sk-secret\nX: y",
        "Providers:openai:Keys:1 (key 2) holds a line break or another character that no header can carry. Remove it.")]
    [InlineData("Providers:openai:Keys:0=sk-sécret",
        "Providers:openai:Keys:0 (key 1) holds a line break or another character that no header can carry.")]
    [InlineData("Providers:openai:Models:0:MaxOutputTokens=5",
        "ModelGateway:Providers:openai:Models:0:Id is missing. Set it to the provider's name of the model.")]
    [InlineData("Providers:openai:Models:0:Id=m;Providers:openai:Models:0:InputUsdPerMillion=1",
        "Models:0:OutputUsdPerMillion is missing. A price needs both")]
    [InlineData("Providers:openai:Models:0:Id=m;Providers:openai:Models:0:CacheReadUsdPerMillion=1",
        "Models:0:InputUsdPerMillion is missing.")]
    [InlineData(
        "Providers:openai:Models:0:Id=m;Providers:openai:Models:0:InputUsdPerMillion=-1;Providers:openai:Models:0:OutputUsdPerMillion=1",
        "Models:0:InputUsdPerMillion is negative. Set it to US dollars per million tokens, 0 or more.")]
    [InlineData("Providers:openai:Models:0:Id=m;Providers:openai:Models:0:ContextWindow=0",
        "Providers:openai:Models:m:ContextWindow is 0. Set it to at least 1.")]
    [InlineData("Providers:openai:Models:0:Id=m;Providers:openai:Models:0:MaxConcurrency=0",
        "Providers:openai:Models:m:MaxConcurrency is 0.")]
    [InlineData("Providers:openai:Models:0:Id=m;Providers:openai:Models:0:MaxOutputTokens=0",
        "Providers:openai:Models:m:MaxOutputTokens is 0.")]
    public void Validate_RefusesAWrongSetting(string settings, string message)
    {
        Dictionary<string, string?> values = new()
        {
            ["ModelGateway:Providers:openai:Type"] = "OpenAI",
            ["ModelGateway:Providers:openai:Keys:0"] = "sk-test",
            ["ModelGateway:Routes:chat:To"] = "openai/gpt-5",
        };
        foreach (string setting in settings.Split(';'))
        {
            int at = setting.IndexOf('=');
            values["ModelGateway:" + setting[..at]] = setting[(at + 1)..];
        }

        if (settings.Contains("Type:Name", StringComparison.Ordinal))
        {
            values.Remove("ModelGateway:Providers:openai:Type");
        }

        GatewayConfigurationException exception = Refused(values);

        message = message.Replace("{types}", string.Join(", ", ProviderTypes.Names), StringComparison.Ordinal);
        Assert.Contains(exception.Failures, failure => failure.Contains(message, StringComparison.Ordinal));
        Assert.DoesNotContain("sk-", exception.Message.Replace("('sk-", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NamesWhereARegionOfBedrockIsLookedFor()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("AWS_REGION") is not null
            || Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION") is not null, "The environment names a region.");

        GatewayConfigurationException exception = Refused(new()
        {
            ["ModelGateway:Providers:b:Type"] = "Bedrock",
            ["ModelGateway:Providers:b:Keys:0"] = "token",
        });

        Assert.Contains(
            "ModelGateway:Providers:b:Endpoint is missing. Bedrock has no address of its own: set Region or the environment variable AWS_REGION to the region that serves the requests, such as us-east-1.",
            exception.Failures);
    }

    /// <summary>Responses are accepted for types that speak them, and refused for others.</summary>
    [Theory, MemberData(nameof(Types))]
    public void Validate_AcceptsResponsesOnlyOfTypesThatSpeakThem(string type)
    {
        Dictionary<string, string?> values = new()
        {
            ["ModelGateway:Providers:p:Type"] = type,
            ["ModelGateway:Providers:p:Api"] = "responses",
            ["ModelGateway:Providers:p:Endpoint"] = "https://host.test/v1/",
            ["ModelGateway:Providers:p:Region"] = ProviderTypes.Find(type)!.UsesRegion ? "us-east-1" : null,
            ["ModelGateway:Providers:p:Project"] = ProviderTypes.Find(type)!.UsesProject ? "p" : null,
            ["ModelGateway:Providers:p:Keys:0"] = "token",
            ["ModelGateway:Providers:p:Models:0:Id"] = "m",
            ["ModelGateway:QueueLimit"] = "-1",
        };

        GatewayConfigurationException exception = Refused(values);

        string[] refusals = [.. exception.Failures.Where(static failure => failure.Contains("Api is responses", StringComparison.Ordinal))];
        Assert.Equal(ProviderTypes.Find(type)!.HasResponses ? []
            : [$"ModelGateway:Providers:p:Api is responses, which {type} does not speak. Remove it."], refusals);
        Assert.Equal(refusals.Length + 1, exception.Failures.Count);
    }

    public static TheoryData<string> Types { get; } = [.. ProviderTypes.Names];

    [Fact]
    public void Validate_AcceptsARegionBesideAnAddress()
    {
        using IChatClient gateway = GatewayChatClient.Create(g => g
            .AddVertexAI("shop", "europe-west4", static _ => new("token"), configure: o =>
            {
                o.Endpoint = new Uri("https://proxy.example/vertex/");
            })
            .AddMistral("m", o =>
            {
                o.Api = ProviderApi.ChatCompletions;
                o.Keys.Add("k");
            }));
        Assert.NotNull(gateway);
    }

    [Fact]
    public void Validate_ReturnsAllFaultsAtOnce()
    {
        GatewayConfigurationException exception = Refused(new()
        {
            ["ModelGateway:QueueLimit"] = "x",
            ["ModelGateway:QueueTimeout"] = "y",
            ["ModelGateway:Foo"] = "z",
        });

        Assert.Equal(
            ["ModelGateway:QueueLimit", "ModelGateway:QueueTimeout", "ModelGateway:Foo", "ModelGateway:Providers"],
            exception.Failures.Select(static fault => fault.Split(' ')[0]));
        Assert.Equal(string.Join(Environment.NewLine, exception.Failures), exception.Message);
    }

    [Fact]
    public void Validate_NamesHowToAddAProvider() =>
        Assert.Contains("AddOpenAI()", Refused([]).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_ChecksOptionsThatAreSetInCode()
    {
        GatewayConfigurationException exception = Assert.Throws<GatewayConfigurationException>(() => GatewayChatClient.Create(g => g
            .AddDeployment("a", ScriptedAnswers.Hello(), configure: o =>
            {
                o.Model = new ModelInfo { Id = "m", MaxConcurrency = 0, ContextWindow = 0 };
                o.Timeouts = new GatewayTimeoutOptions { Total = TimeSpan.FromSeconds(-5) };
            })
            .AddOpenAI("p", o => { o.Keys.Add("k"); o.Models.Add(new ModelInfo { Id = " " }); o.Models.Add(new ModelInfo { Id = "m" }); })
            .AddDeployment("p/m", ScriptedAnswers.Hello())));

        Assert.Equal(
            [
                "Providers:p:Models: :Id is empty. Set it to the provider's name of the model.",
                "Deployment 'a': ContextWindow is 0. Set it to at least 1.",
                "Deployment 'a': MaxConcurrency is 0. Set it to at least 1.",
                "Deployment 'a': Timeouts:Total is -00:00:05. Set it to more than nothing and at most 40 days, or to none.",
                "Deployment 'p/m' is also a model of the provider 'p'. Give it another name.",
            ],
            exception.Failures);
    }

    private static GatewayConfigurationException Refused(Dictionary<string, string?> values)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        ServiceCollection services = new();
        services.AddSingleton(configuration);
        services.AddModelGateway(configuration.GetSection("ModelGateway"));
        using ServiceProvider provider = services.BuildServiceProvider();
        return Assert.Throws<GatewayConfigurationException>(provider.GetRequiredService<IChatClient>);
    }
}
