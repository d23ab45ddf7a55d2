using BenchmarkDotNet.Running;
using ModelGateway.Benchmarks;

if (args is ["startup", .. string[] rest])
{
    return await StartupBenchmark.RunAsync(rest);
}

if (args is ["rounds", .. string[] questions])
{
    return await RoundsBenchmark.RunAsync(questions.Length > 0 ? questions[0] : "");
}

BenchmarkSwitcher.FromAssembly(typeof(ShortRunConfig).Assembly).Run(args, new ShortRunConfig());
return 0;
